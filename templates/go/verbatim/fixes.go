package validate

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Operation is a step of a JSON Patch (RFC 6902).
type Operation struct {
	Op    string // "replace", "remove" or "move"
	Path  string
	From  string // of "move"
	Value any    // of "replace"; nil is null
}

// MarshalJSON writes the members that the operation has.
func (o Operation) MarshalJSON() ([]byte, error) {
	told := map[string]any{"op": o.Op, "path": o.Path}
	switch o.Op {
	case "replace":
		told["value"] = o.Value
	case "move":
		told["from"] = o.From
	}
	return json.Marshal(told)
}

// mend works out the operation that an issue at a pointer proposes, or nil.
type mend func(pointer string) *Operation

func replaceBy(value any) mend {
	return func(pointer string) *Operation {
		return &Operation{Op: "replace", Path: pointer, Value: value}
	}
}

func remove(pointer string) *Operation {
	return &Operation{Op: "remove", Path: pointer}
}

func moveTo(target string) mend {
	return func(pointer string) *Operation {
		return &Operation{Op: "move", From: pointer, Path: target}
	}
}

// replaceByNearest proposes the word that was most likely meant.
func replaceByNearest(found any, words []any) mend {
	return func(pointer string) *Operation {
		text, isText := found.(string)
		if !isText {
			return nil
		}
		word, ok := nearest(text, textsOf(words))
		if !ok {
			return nil
		}
		return &Operation{Op: "replace", Path: pointer, Value: word}
	}
}

// rename proposes the known name that is free and was most likely meant, or to leave the member out.
func rename(name string, known []member, body map[string]any) mend {
	return func(pointer string) *Operation {
		var free []string
		for n := range known {
			if _, taken := body[known[n].name]; !taken {
				free = append(free, known[n].name)
			}
		}
		word, ok := nearest(name, free)
		if !ok {
			return remove(pointer)
		}
		target := pointer[:strings.LastIndexByte(pointer, '/')+1] + escape(word)
		return moveTo(target)(pointer)
	}
}

func textsOf(words []any) []string {
	var texts []string
	for _, word := range words {
		if text, isText := word.(string); isText {
			texts = append(texts, text)
		}
	}
	return texts
}

// nearest chooses a word by size if all are sizes, else by spelling.
func nearest(text string, words []string) (string, bool) {
	if wanted, ok := sizeOf(text); ok {
		if word, ok := nearestSize(wanted, words); ok {
			return word, true
		}
	}
	const cutoff = 0.6
	wanted := []rune(strings.ToLower(strings.TrimSpace(text)))
	best, chosen, folded := 0.0, "", ""
	for _, word := range words {
		other := strings.ToLower(word)
		score := likeness([]rune(other), wanted, cutoff)
		if score >= cutoff && (score > best || score == best && other > folded) {
			best, chosen, folded = score, word, other
		}
	}
	return chosen, best > 0
}

// likeness is twice the number of runes that two texts share in order, by their length; 0 if it must be below a cutoff.
func likeness(a, b []rune, cutoff float64) float64 {
	total := float64(len(a) + len(b))
	if total == 0 {
		return 1
	}
	if 2*float64(min(len(a), len(b)))/total < cutoff {
		return 0
	}
	return 2 * float64(shared(a, b)) / total
}

// shared counts the runes of the longest common part, and of those to the left and to the right of it.
func shared(a, b []rune) int {
	atA, atB, size := 0, 0, 0
	before := make([]int, len(b)+1)
	for i := range a {
		now := make([]int, len(b)+1)
		for j := range b {
			if a[i] == b[j] {
				now[j+1] = before[j] + 1
				if now[j+1] > size {
					atA, atB, size = i+1-now[j+1], j+1-now[j+1], now[j+1]
				}
			}
		}
		before = now
	}
	if size == 0 {
		return 0
	}
	return shared(a[:atA], b[:atB]) + size + shared(a[atA+size:], b[atB+size:])
}

// recased tells whether a text is one of the words in other upper and lower case, letter by letter.
func recased(text string, words []string) bool {
	lower, upper := strings.ToLower(text), strings.ToUpper(text)
	for _, word := range words {
		if lower == strings.ToLower(word) && upper == strings.ToUpper(word) {
			return true
		}
	}
	return false
}

// head is the beginning of a text, so many runes at the most.
func head(text string, runes int) string {
	end := 0
	for n := 0; n < runes && end < len(text); n++ {
		_, width := utf8.DecodeRuneInString(text[end:])
		end += width
	}
	return text[:end]
}
