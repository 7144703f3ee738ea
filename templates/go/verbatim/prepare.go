package validate

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Change is a difference between what is written and what is sent, or done with it.
type Change struct {
	Pointer string `json:"pointer"`
	Before  any    `json:"before"` // nil where there was nothing
	After   any    `json:"after"`
	By      string `json:"by"` // "client" or "server"
}

// Format tells in which form the images come back.
type Format struct {
	Asked    any      `json:"asked"`    // nil where nothing was asked
	Returned string   `json:"returned"` // a form, or one with _usually or _probably, or unknown
	Read     []string `json:"read"`     // pointers, * for every image; the first with a text counts
	Warn     bool     `json:"warn"`     // it is not what was asked
}

// clientDefault is JSON that a client sends by itself.
type clientDefault struct {
	path path
	json string
}

// conversion is what the server makes of a text: by a table, or of a size the nearest of some ratios.
type conversion struct {
	path   path
	to     string
	table  []converted
	ratios []string
}

type converted struct {
	before string
	after  any
}

// forms say what comes back for what the member at a path asks for.
type forms struct {
	selector  path
	absent    form
	asked     []askedForm
	otherwise form
}

type form struct {
	returned string
	read     []string
	warn     bool
}

type askedForm struct {
	value string
	form  form
}

var respelled = []string{"tolerated", "ignoreCase", "numericText", "integralFloat", "separator"}

// Prepare returns the body as it is best sent: what has one right spelling is respelled, and the client's defaults are
// filled in. Its members are sorted. The changes also tell what the server converts.
func Prepare(body []byte) ([]byte, []Change, error) {
	found, err := decode(body)
	if err != nil {
		return nil, nil, err
	}
	var changes []Change
	if sent, isObject := found.(map[string]any); isObject {
		c := checker{body: sent}
		if m := c.named(true); m != nil {
			c.model(m)
			changes = append(c.correct(), c.complete(m)...)
			changes = append(changes, c.converted(m)...)
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(found)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), changes, err
}

// correct takes the one right spelling of what is only spelled oddly.
func (c *checker) correct() []Change {
	var changes []Change
	for _, issue := range c.issues {
		if !slices.Contains(respelled, issue.Code) {
			continue
		}
		if fix := issue.Fix(); fix != nil && fix.Op == "replace" {
			before := c.put(issue.Pointer, fix.Value)
			changes = append(changes, Change{issue.Pointer, before, fix.Value, "client"})
		}
	}
	return changes
}

// put sets the value at a pointer that exists, and returns what stood there.
func (c *checker) put(pointer string, value any) (before any) {
	steps := strings.Split(pointer, "/")[1:]
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for n, step := range steps {
		steps[n] = unescape.Replace(step)
	}
	last := steps[len(steps)-1]
	for _, holder := range reach(place{"", c.body}, steps[:len(steps)-1]) {
		switch holder := holder.value.(type) {
		case map[string]any:
			before, holder[last] = holder[last], value
		case []any:
			index, _ := strconv.Atoi(last)
			before, holder[index] = holder[index], value
		}
	}
	return before
}

// complete fills in the client's defaults where there is room for them.
func (c *checker) complete(m *model) []Change {
	var changes []Change
	for _, each := range m.defaults {
		end := len(each.path) - 1
		for _, found := range reach(place{"", c.body}, each.path[:end]) {
			holder, isObject := found.value.(map[string]any)
			if _, there := holder[each.path[end]]; !isObject || there {
				continue
			}
			value, _ := decode([]byte(each.json))
			holder[each.path[end]] = value
			at := found.pointer + "/" + escape(each.path[end])
			changes = append(changes, Change{at, nil, value, "client"})
		}
	}
	return changes
}

// converted tells what the server makes of values.
func (c *checker) converted(m *model) []Change {
	var changes []Change
	for _, each := range m.conversions {
		for _, found := range reach(place{"", c.body}, each.path) {
			text, isText := found.value.(string)
			if after, ok := each.of(text); isText && ok {
				changes = append(changes, Change{each.to, text, after, "server"})
			}
		}
	}
	return changes
}

func (e conversion) of(text string) (any, bool) {
	for _, row := range e.table {
		if row.before == text {
			return row.after, true
		}
	}
	size, ok := sizeOf(text)
	if !ok || slices.Contains(e.ratios, text) {
		return nil, false
	}
	ratio, _ := nearestRatio(size, e.ratios)
	return ratio, ratio != ""
}

// ResponseFormat tells in which form the images come back, and where to read them; false for an unknown model.
func ResponseFormat(body []byte) (Format, bool) {
	var c checker
	m := c.named(c.read(body))
	if m == nil {
		return Format{}, false
	}
	found := reach(place{"", c.body}, m.forms.selector)
	if len(m.forms.selector) == 0 || len(found) == 0 {
		return m.forms.absent.asked(nil), true
	}
	asked := found[0].value
	for _, each := range m.forms.asked {
		if asked == any(each.value) {
			return each.form.asked(asked), true
		}
	}
	return m.forms.otherwise.asked(asked), true
}

func (f form) asked(value any) Format {
	return Format{value, f.returned, f.read, f.warn}
}
