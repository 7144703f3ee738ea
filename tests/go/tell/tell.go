// Tell prints all that is said of each line of a file, as JSON.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	models "validate/validate"
)

func main() {
	modes := map[string]models.Mode{
		"warn":        models.ModeWarn,
		"strict":      models.ModeStrict,
		"passthrough": models.ModePassthrough,
	}
	file, err := os.Open(os.Args[2])
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<30)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var told any
		if mode, ok := modes[os.Args[1]]; ok {
			told = append(models.Issues{}, models.Validate(lines.Bytes(), mode)...)
		} else {
			told = prepared(lines.Bytes())
		}
		if err := json.NewEncoder(out).Encode(told); err != nil {
			panic(err)
		}
	}
}

// prepared is what becomes of a request, what is changed, and what comes back.
func prepared(line []byte) any {
	body, changes, err := models.Prepare(line)
	if err != nil {
		panic(err)
	}
	format, known := models.ResponseFormat(line)
	if !known {
		return []any{json.RawMessage(body), append([]models.Change{}, changes...), nil}
	}
	format.Read = append([]string{}, format.Read...)
	return []any{json.RawMessage(body), append([]models.Change{}, changes...), format}
}
