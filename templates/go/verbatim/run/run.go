// Run judges each line of a file of requests: go run . requests.jsonl
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"unicode/utf8"

	models "validate/validate"
)

const usage = `Print a verdict for each line of a file of requests, or check the vectors that lie beside.

    go run . requests.jsonl   (or -: the standard input)
    go run .

A line that is a vector, with a request and its verdict, is judged by its request. What is no JSON in UTF-8, or more
than 512 lists and objects in one another, is notJson. The exit code is 0; 1 if vectors differ; 2 if a file cannot be
read, which go run, unlike go build, makes 1.
`

// deepest bounds how many lists and objects may lie in one another.
const deepest = 512

type finding struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
}

type judgement struct {
	Verdict models.Verdict `json:"verdict"`
	Issues  []finding      `json:"issues"`
}

type vector struct {
	ID, Why string
	Request json.RawMessage
	judgement
}

func main() {
	words := os.Args[1:]
	if len(words) == 1 && (words[0] == "-h" || words[0] == "--help") {
		fmt.Print(usage)
		return
	}
	if len(words) > 1 || len(words) == 1 && len(words[0]) > 1 && words[0][0] == '-' {
		fail(errors.New("give one file of requests, or - to read them from the standard input"))
	}
	// What is written to a pipe that nobody reads is an error then, and does not kill.
	signal.Ignore(syscall.SIGPIPE)
	file := os.Stdin
	if len(words) == 0 || words[0] != "-" {
		var err error
		if file, err = os.Open(append(words, "vectors.jsonl")[0]); err != nil {
			fail(err)
		}
	}
	wrong, err := run(file, len(words) > 0)
	if err != nil {
		fail(err)
	}
	if wrong > 0 {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "run.go:", err)
	os.Exit(2)
}

// run judges each line and prints it, or only what differs from vectors; it returns how many of these do.
func run(from io.Reader, every bool) (wrong int, err error) {
	out := bufio.NewWriter(os.Stdout)
	report := io.Writer(os.Stderr)
	if !every {
		report = out
	}
	vectors := 0
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	err = eachLine(from, func(line []byte) error {
		body, row := line, vectorOf(line)
		if row != nil {
			body = row.Request
		}
		told := judge(body)
		if depth(line) > deepest {
			told = judge(nil)
		}
		if every {
			if err := encoder.Encode(told); err != nil {
				return err
			}
		}
		if row == nil {
			return nil
		}
		vectors++
		if !told.agrees(row) {
			wrong++
			fmt.Fprintf(report, "%s: %s\n  is %v\n", row.ID, row.Why, told)
		}
		return nil
	})
	if err == nil && (vectors > 0 || !every) {
		fmt.Fprintf(report, "%d vectors, %d differ\n", vectors, wrong)
	}
	if err == nil {
		err = out.Flush()
	}
	return wrong, err
}

// vectorOf returns what a line holds that is a vector: a request and what to say of it.
func vectorOf(line []byte) *vector {
	var members map[string]json.RawMessage
	if !utf8.Valid(line) || json.Unmarshal(line, &members) != nil {
		return nil
	}
	has := func(name string) bool {
		_, ok := members[name]
		return ok
	}
	if !has("request") || !has("verdict") || has("model") && !has("id") {
		return nil
	}
	var row vector
	if json.Unmarshal(line, &row) != nil {
		return nil
	}
	row.Request = members["request"]
	return &row
}

// depth counts the lists and objects that lie in one another.
func depth(text []byte) int {
	now, most, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch mark := text[i]; {
		case quoted && mark == '\\':
			i++
		case mark == '"':
			quoted = !quoted
		case !quoted && (mark == '[' || mark == '{'):
			now++
			most = max(most, now)
		case !quoted && (mark == ']' || mark == '}'):
			now--
		}
	}
	return most
}

func judge(body []byte) judgement {
	issues := models.Validate(body)
	told := judgement{issues.Verdict(), []finding{}}
	for _, issue := range issues {
		told.Issues = append(told.Issues, finding{issue.Pointer, issue.Code})
	}
	return told
}

// agrees tells whether a vector has its verdict and its issues, in any order.
func (j judgement) agrees(row *vector) bool {
	return j.Verdict == row.Verdict && (row.Issues == nil || slices.Equal(j.sorted(), row.sorted()))
}

func (j judgement) sorted() []string {
	var told []string
	for _, issue := range j.Issues {
		told = append(told, issue.Pointer+" "+issue.Code)
	}
	slices.Sort(told)
	return told
}

// eachLine reads lines of any length and leaves out empty ones.
func eachLine(from io.Reader, do func(line []byte) error) error {
	reader := bufio.NewReader(from)
	for {
		line, err := reader.ReadBytes('\n')
		if line = bytes.Trim(line, " \t\r\n"); len(line) > 0 {
			if err := do(line); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
