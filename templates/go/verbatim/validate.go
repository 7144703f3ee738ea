package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"unicode/utf8"
)

// model is what a model accepts.
type model struct {
	id          string
	lifecycle   *lifecycle
	body        object
	defaults    []clientDefault
	conversions []conversion
	forms       forms
}

// lifecycle is said of a model that is on its way out.
type lifecycle struct {
	message string
	instead string // the model to take instead, if there is one
}

// known finds models by their ids.
var known = sync.OnceValue(func() map[string]*model {
	found := make(map[string]*model, len(models))
	for _, m := range models {
		found[m.id] = m
	}
	return found
})

// Validate lists everything there is to say about a request body, by the rules of the model that it names.
// A model that is not known is a warning, as the gateway's list is open.
//
// JSON is read as encoding/json reads it: of keys that occur twice the last one counts, half a surrogate pair is
// U+FFFD, and what is nested deeper than 10,000 levels is refused.
func Validate(body []byte, options ...Option) Issues {
	var c checker
	if m := c.named(c.read(body)); m != nil {
		c.model(m)
	}
	return c.issues.inMode(options)
}

// validateAs checks a request that must be for one model.
func validateAs(m *model, request any, options []Option) Issues {
	var c checker
	body, err := json.Marshal(request)
	if err != nil {
		c.note("", "notJson", Error, "the body cannot be written as JSON: "+err.Error(), nil)
	} else if c.read(body) {
		c.model(m)
	}
	return c.issues.inMode(options)
}

// read decodes a body; false and a note if it is no JSON object.
func (c *checker) read(body []byte) bool {
	found, err := decode(body)
	if err != nil {
		c.note("", "notJson", Error, "the body must be JSON: "+err.Error(), nil)
		return false
	}
	var ok bool
	if c.body, ok = found.(map[string]any); !ok {
		c.note("", "notObject", Error, "the body must be a JSON object", nil)
	}
	return ok
}

// decode reads one JSON value; numbers stay as they are written.
func decode(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("it is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var found any
	if err := decoder.Decode(&found); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("it is empty")
		}
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something stands behind the value")
	}
	return found, nil
}

// named returns the model that a body names, if it is known, and notes what is wrong with it.
func (c *checker) named(isObject bool) *model {
	if !isObject {
		return nil
	}
	found, ok := c.body["model"]
	if !ok {
		c.note("/model", "required", Error, "is required", nil)
		return nil
	}
	id, ok := found.(string)
	switch {
	case !ok:
		c.note("/model", "type", Error, "must be a string", nil)
	case known()[id] != nil:
		return known()[id]
	case id == "":
		c.note("/model", "minLength", Error, "must not be empty", nil)
	default:
		var ids []any
		for _, m := range models {
			ids = append(ids, m.id)
		}
		mend := replaceByNearest(id, ids)
		c.note("/model", "unknownModel", Warning, "is no model that is known here", mend)
	}
	return nil
}

// model checks the body by what a model accepts.
func (c *checker) model(m *model) {
	if m.lifecycle != nil {
		var mend mend
		if m.lifecycle.instead != "" {
			mend = replaceBy(m.lifecycle.instead)
		}
		c.note("/model", "lifecycle", Warning, m.lifecycle.message, mend)
	}
	c.object(&m.body, c.body, "")
}
