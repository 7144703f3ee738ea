package validate

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
)

func TestNumbersAreCompared(t *testing.T) {
	cases := []struct {
		one, two string
		want     int
	}{
		{"1", "1.0", 0},
		{"-0", "0.0", 0},
		{"0.1", "0.1", 0},
		{"9007199254740993", "9007199254740992", 1},
		{"9007199254740993", "9007199254740992.0", 1},
		{"18446744073709551615", "18446744073709551616", -1},
		{"1" + strings.Repeat("0", 400), "1e308", 1},
		{"-1" + strings.Repeat("0", 400), "-1e308", -1},
		{"0.5", "1", -1},
	}
	for _, c := range cases {
		one, _ := numberOf(json.Number(c.one))
		two, _ := numberOf(json.Number(c.two))
		if one.compare(two) != c.want || two.compare(one) != -c.want {
			t.Errorf("%.20s and %.20s: %d, and back %d", c.one, c.two, one.compare(two), two.compare(one))
		}
	}
}

func TestWhatIsNoNumberIsNone(t *testing.T) {
	long := json.Number(strings.Repeat("1", mostDigits+1))
	for _, value := range []any{true, "1", nil, json.Number("1e999"), long, []any{}} {
		if _, ok := numberOf(value); ok {
			t.Errorf("%.20v is read as a number", value)
		}
	}
}

func TestMultiples(t *testing.T) {
	cases := []struct {
		number, step any
		want         bool
	}{
		{json.Number("16"), 8, true},
		{json.Number("12"), 8, false},
		{json.Number("0.3"), 0.1, true},
		{json.Number("0.35"), 0.1, false},
		{json.Number("1e308"), 0.001, true},
		{whole("18446744073709551616"), 3, false},
	}
	for _, c := range cases {
		number, _ := numberOf(c.number)
		step, _ := numberOf(c.step)
		if number.isMultiple(step) != c.want {
			t.Errorf("%v of %v", c.number, c.step)
		}
	}
}

func TestTheNearestWord(t *testing.T) {
	cases := []struct {
		text  string
		words []string
		want  string
	}{
		{"1000x1000", []string{"512x512", "1024x1024", "2048x1024"}, "1024x1024"},
		{"1920*1080", []string{"1:1", "16:9"}, "16:9"},
		{" HIHG ", []string{"low", "high"}, "high"},
		{"unlike", []string{"low", "high"}, ""},
		{"", []string{"low"}, ""},
		{"low", nil, ""},
		{strings.Repeat("x", 1<<22), []string{"low", "high"}, ""},
	}
	for _, c := range cases {
		if word, _ := nearest(c.text, c.words); word != c.want {
			t.Errorf("%.20q: %q", c.text, word)
		}
	}
}

func TestASizeIsFitted(t *testing.T) {
	limits := size{
		separator: "x",
		bounds: []bounds{
			{measure: "side", least: 64, most: 2048, step: 16},
			{measure: "area", most: 1048576},
		},
		highest: ratio{2, 1},
	}
	for _, text := range []string{"4000x4000", "1x1", "200x100", "1000x1000", "1:1"} {
		fixed := limits.replaceByFitting(text)("/size")
		if fixed == nil || !limits.takes(fixed.Value.(string)) {
			t.Errorf("%s: %v", text, fixed)
		}
	}
	if fixed := limits.replaceByFitting("large")("/size"); fixed != nil {
		t.Errorf("no size, and yet %v", fixed)
	}
}

func TestOperationsAreJSONPatch(t *testing.T) {
	cases := map[string]*Operation{
		`{"op":"remove","path":"/a"}`:               remove("/a"),
		`{"op":"replace","path":"/a","value":null}`: replaceBy(nil)("/a"),
		`{"op":"replace","path":"/a","value":0}`:    replaceBy(0)("/a"),
		`{"from":"/a","op":"move","path":"/b"}`:     moveTo("/b")("/a"),
	}
	for want, operation := range cases {
		if told, err := json.Marshal(operation); err != nil || string(told) != want {
			t.Errorf("%s instead of %s, %v", told, want, err)
		}
	}
}

func TestIssuesAreErrors(t *testing.T) {
	warned := Issues{{Pointer: "/a", Code: "c", Severity: Warning, Message: "is odd"}}
	if warned.Err() != nil || warned.Verdict() != Warn || Issues(nil).Verdict() != Accept {
		t.Error("a warning is no error")
	}
	refused := append(warned, Issue{Code: "notObject", Severity: Error, Message: "is none"})
	var issue Issue
	if !errors.As(refused.Err(), &issue) || refused.Verdict() != Reject {
		t.Error("an error is one")
	}
	if issue.Error() != "error: (body): is none [notObject]" {
		t.Error(issue.Error())
	}
}

// Whatever a body is cut down to, and whoever asks at the same time, there is a verdict.
func TestThereIsAlwaysAVerdict(t *testing.T) {
	var waiting sync.WaitGroup
	for _, m := range models {
		body, err := json.Marshal(map[string]any{
			"model": m.id, "n": 2.5, "size": "64*64", "prompt": "\u00e9\U0001f600", "contents": []any{nil},
		})
		if err != nil {
			t.Fatal(err)
		}
		for end := range body {
			end := end
			waiting.Add(1)
			go func() {
				defer waiting.Done()
				if Validate(body[:end]).Verdict() != Reject {
					t.Errorf("%s is taken", body[:end])
				}
			}()
		}
	}
	waiting.Wait()
}

func TestWhatCannotBeWrittenIsAnIssue(t *testing.T) {
	issues := validateAs(&model{}, map[string]any{"a": math.NaN()}, nil)
	if len(issues) != 1 || issues[0].Code != "notJson" {
		t.Error(issues)
	}
}
