// Run judges each line of a file of requests: go run . requests.jsonl
//
// Without an argument it compares itself with vectors.jsonl, which lies beside it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	models "validate/validate"
)

type finding struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
}

type judgement struct {
	Verdict models.Verdict `json:"verdict"`
	Issues  []finding      `json:"issues"`
}

func main() {
	run, name := tell, "vectors.jsonl"
	if len(os.Args) > 1 {
		name = os.Args[1]
	} else {
		run = compare
	}
	if err := run(name, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(body []byte) judgement {
	issues := models.Validate(body)
	told := judgement{issues.Verdict(), []finding{}}
	for _, issue := range issues {
		told.Issues = append(told.Issues, finding{issue.Pointer, issue.Code})
	}
	return told
}

// tell prints a judgement a line.
func tell(name string, to io.Writer) error {
	out := bufio.NewWriter(to)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return eachLine(name, func(line []byte) error {
		return encoder.Encode(judge(line))
	})
}

// compare judges the request of each row and prints where the row says otherwise.
func compare(name string, to io.Writer) error {
	rows, wrong := 0, 0
	err := eachLine(name, func(line []byte) error {
		var row struct {
			Request json.RawMessage
			judgement
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		rows++
		if told := judge(row.Request); !told.equal(row.judgement) {
			wrong++
			fmt.Fprintf(to, "%s\n  is     %v\n  should %v\n", row.Request, told, row.judgement)
		}
		return nil
	})
	fmt.Fprintf(to, "%d of %d rows differ\n", wrong, rows)
	if err == nil && wrong > 0 {
		err = errors.New("the vectors are not met")
	}
	return err
}

// equal takes no notice of the order of issues.
func (j judgement) equal(other judgement) bool {
	return j.Verdict == other.Verdict && slices.Equal(j.sorted(), other.sorted())
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
func eachLine(name string, do func(line []byte) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := bufio.NewReader(file)
	for {
		line, err := reader.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
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
