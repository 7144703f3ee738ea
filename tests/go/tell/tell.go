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
		issues := models.Validate(lines.Bytes(), modes[os.Args[1]])
		if issues == nil {
			issues = models.Issues{}
		}
		if err := json.NewEncoder(out).Encode(issues); err != nil {
			panic(err)
		}
	}
}
