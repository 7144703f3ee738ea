package validate

import (
	"strconv"
	"strings"
)

// path leads from an object to a member: names, indexes as digits, and "-" for every item of an array.
type path []string

// place is a value and the pointer to it.
type place struct {
	pointer string
	value   any
}

// reach lists what a path leads to.
func reach(from place, steps path) []place {
	found := []place{from}
	for _, step := range steps {
		var below []place
		for _, here := range found {
			items, isArray := here.value.([]any)
			if isArray && step == "-" {
				for n, item := range items {
					below = append(below, place{here.pointer + "/" + strconv.Itoa(n), item})
				}
			} else if next, ok := into(here, step); ok {
				below = append(below, next)
			}
		}
		found = below
	}
	return found
}

// into takes one step to a member, or to the item that digits name.
func into(from place, step string) (place, bool) {
	switch value := from.value.(type) {
	case map[string]any:
		if next, ok := value[step]; ok {
			return place{from.pointer + "/" + escape(step), next}, true
		}
	case []any:
		if isDigits(step, 9) {
			if index, _ := strconv.Atoi(step); index < len(value) {
				return place{from.pointer + "/" + step, value[index]}, true
			}
		}
	}
	return place{}, false
}

// standing points to a place, cut behind the first step that is not there.
func standing(from place, steps path) string {
	for _, step := range steps {
		next, ok := into(from, step)
		if !ok {
			return from.pointer + "/" + escape(step)
		}
		from = next
	}
	return from.pointer
}

// escape spells a member's name as a step of a JSON Pointer.
func escape(name string) string {
	if !strings.ContainsAny(name, "~/") {
		return name
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}
