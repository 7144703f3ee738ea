package validate

import (
	"encoding/json"
	"fmt"
)

// Severity tells what refuses a request from what is only worth knowing.
type Severity string

// What an issue can be.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Verdict sums issues up.
type Verdict string

// What can become of a request.
const (
	Accept Verdict = "accept" // there is nothing to say
	Warn   Verdict = "warn"   // it is taken, but something in it is odd
	Reject Verdict = "reject" // there is an error in it
)

// Issue is one finding about a request. It is an error, so that it can be returned as one.
type Issue struct {
	// Pointer is a JSON Pointer (RFC 6901) to the member, or to where it would stand.
	Pointer string
	// Code is stable: a constraint's name such as "maximum", or the id of a rule.
	Code string
	// Severity is Error or Warning.
	Severity Severity
	// Message is for people.
	Message string

	soft bool // a newer version of the model might take it
	mend mend
}

// Error tells the issue in a line.
func (i Issue) Error() string {
	where := i.Pointer
	if where == "" {
		where = "(body)"
	}
	return fmt.Sprintf("%s: %s: %s [%s]", i.Severity, where, i.Message, i.Code)
}

// Fix returns the operation that mends the request, or nil. It is worked out when it is asked for.
func (i Issue) Fix() *Operation {
	if i.mend == nil {
		return nil
	}
	return i.mend(i.Pointer)
}

// MarshalJSON writes the issue with its fix, if there is one.
func (i Issue) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Pointer  string     `json:"pointer"`
		Code     string     `json:"code"`
		Severity Severity   `json:"severity"`
		Message  string     `json:"message"`
		Fix      *Operation `json:"fix,omitempty"`
	}{i.Pointer, i.Code, i.Severity, i.Message, i.Fix()})
}

// Issues are all findings about a request, in the order of the model's members.
type Issues []Issue

// Verdict returns Reject if any issue is an error, else Warn if there is any, else Accept.
func (all Issues) Verdict() Verdict {
	verdict := Accept
	for _, issue := range all {
		if issue.Severity == Error {
			return Reject
		}
		verdict = Warn
	}
	return verdict
}

// Err returns the first issue that is an error, or nil.
func (all Issues) Err() error {
	for _, issue := range all {
		if issue.Severity == Error {
			return issue
		}
	}
	return nil
}

// Mode says how strictly a request is judged.
type Mode int

const (
	// ModeWarn keeps each issue as severe as it is known to be. It is the default.
	ModeWarn Mode = iota
	// ModeStrict makes every warning an error.
	ModeStrict
	// ModePassthrough makes warnings of what a newer version of a model might take:
	// unlisted values, bounds that are overstepped, and unknown members.
	ModePassthrough
)

// Option changes how a request is judged; a Mode is one.
type Option interface {
	apply(*settings)
}

type settings struct {
	mode Mode
}

func (m Mode) apply(s *settings) { s.mode = m }

// inMode raises warnings to errors, or lowers what a newer model might take.
func (all Issues) inMode(options []Option) Issues {
	var chosen settings
	for _, option := range options {
		option.apply(&chosen)
	}
	for n := range all {
		switch {
		case chosen.mode == ModeStrict:
			all[n].Severity = Error
		case chosen.mode == ModePassthrough && (all[n].soft || softCodes[all[n].Code]):
			all[n].Severity = Warning
		}
	}
	return all
}

var softCodes = map[string]bool{
	"enum":             true,
	"minimum":          true,
	"maximum":          true,
	"exclusiveMinimum": true,
	"exclusiveMaximum": true,
	"multipleOf":       true,
	"minLength":        true,
	"maxLength":        true,
	"minItems":         true,
	"maxItems":         true,
	"width":            true,
	"height":           true,
	"side":             true,
	"longest":          true,
	"shortest":         true,
	"area":             true,
	"ratio":            true,
	"unknownMember":    true,
}
