package validate

import "slices"

// rule is what must hold at an object where any of some conjunctions of tests holds; none always hold.
type rule struct {
	id       string
	because  string
	severity Severity
	when     [][]test
	effect   effect
	at       path // where the issue points instead, cut behind the first step that is not there
}

// effect is what a rule demands.
type effect interface {
	check(*checker, *rule, place)
}

type (
	// required members must be there.
	required []path
	// forbidden members must not be there, or have no effect.
	forbidden []path
	// advised places get a remark, there or not.
	advised []path
	// constrained members, where they are there, must also keep a constraint.
	constrained struct {
		path path
		to   constraint
	}
	// group says how many of these may be there.
	group struct {
		kind  string // atLeastOne, exactlyOne, atMostOne or allOrNone
		paths []path
	}
	// total bounds the sum or the product of some numbers, or asks for equal ones.
	total struct {
		op      string // sum, product or equal
		terms   []term
		minimum any // nil for none
		maximum any
	}
)

// term is the number at a path, or how many values the path leads to, times a factor.
type term struct {
	path   path
	count  bool
	times  float64
	absent any // what an absent member counts as; nil: the rule does not apply then
}

func (c *checker) rule(r *rule, scope place) {
	applies := len(r.when) == 0
	for _, tests := range r.when {
		applies = applies || !slices.ContainsFunc(tests, func(t test) bool {
			return !t.holds(scope, c.body)
		})
	}
	if applies {
		r.effect.check(c, r, scope)
	}
}

// violated notes that a rule is broken, at a pointer or where the rule points.
func (c *checker) violated(r *rule, scope place, at string, mend mend) {
	if r.at != nil {
		at = standing(scope, r.at)
	}
	c.note(at, r.id, r.severity, r.because, mend)
}

func (paths required) check(c *checker, r *rule, scope place) {
	for _, path := range paths {
		if len(reach(scope, path)) == 0 {
			c.violated(r, scope, standing(scope, path), nil)
		}
	}
}

func (paths forbidden) check(c *checker, r *rule, scope place) {
	for _, path := range paths {
		for _, found := range reach(scope, path) {
			c.violated(r, scope, found.pointer, remove)
		}
	}
}

func (paths advised) check(c *checker, r *rule, scope place) {
	for _, path := range paths {
		c.violated(r, scope, standing(scope, path), nil)
	}
}

func (e constrained) check(c *checker, r *rule, scope place) {
	for _, found := range reach(scope, e.path) {
		if !e.to.broken(found.value) {
			continue
		}
		var mend mend
		switch len(e.to.enum) {
		case 0:
		case 1:
			mend = replaceBy(e.to.enum[0])
		default:
			mend = replaceByNearest(found.value, e.to.enum)
		}
		c.violated(r, scope, found.pointer, mend)
		c.soften()
	}
}

// soften marks the issue that was noted last as one that a newer model may not have.
func (c *checker) soften() {
	c.issues[len(c.issues)-1].soft = true
}

func (e group) check(c *checker, r *rule, scope place) {
	var there []place
	var missing []path
	for _, path := range e.paths {
		if found := reach(scope, path); len(found) > 0 {
			there = append(there, found[0])
		} else {
			missing = append(missing, path)
		}
	}
	if e.kind == "allOrNone" {
		if len(there) > 0 {
			required(missing).check(c, r, scope)
		}
		return
	}
	if len(there) == 0 {
		if e.kind != "atMostOne" {
			c.violated(r, scope, scope.pointer, nil)
		}
		return
	}
	if e.kind != "atLeastOne" {
		for _, surplus := range there[1:] {
			c.violated(r, scope, surplus.pointer, remove)
		}
	}
}

func (e total) check(c *checker, r *rule, scope place) {
	numbers := make([]float64, len(e.terms))
	for n, term := range e.terms {
		var ok bool
		if numbers[n], ok = term.number(scope); !ok {
			return
		}
	}
	at := ""
	switch sum := e.result(numbers); {
	case e.op == "equal":
		if !slices.ContainsFunc(numbers, func(n float64) bool { return n != numbers[0] }) {
			return
		}
		at = e.last(scope)
	case e.minimum != nil && sum < floatOf(e.minimum):
		at = e.last(scope)
	case e.maximum != nil && sum > floatOf(e.maximum):
		at = e.surplus(scope)
	default:
		return
	}
	c.violated(r, scope, at, nil)
	c.soften()
}

func (e total) result(numbers []float64) float64 {
	result := numbers[0]
	for _, number := range numbers[1:] {
		if e.op == "product" {
			result *= number
		} else {
			result += number
		}
	}
	return result
}

// number is what a term stands for; false where it is no number.
func (t term) number(scope place) (float64, bool) {
	found := reach(scope, t.path)
	if t.count {
		return float64(len(found)) * t.times, true
	}
	value := t.absent
	if len(found) > 0 {
		value = found[0].value
	}
	n, ok := numberOf(value)
	const most = 1e308
	return max(-most, min(n.float, most)) * t.times, ok
}

func floatOf(bound any) float64 {
	n, _ := numberOf(bound)
	return n.float
}

// last points to the last member concerned that is there; of what is counted to the list.
func (e total) last(scope place) string {
	for n := len(e.terms) - 1; n >= 0; n-- {
		steps := e.terms[n].path
		if each := slices.Index(steps, "-"); each >= 0 {
			steps = steps[:each]
		}
		if found := reach(scope, steps); len(steps) > 0 && len(found) > 0 {
			return found[0].pointer
		}
	}
	return scope.pointer
}

// surplus points to the first one too many where one thing is counted.
func (e total) surplus(scope place) string {
	first := e.terms[0]
	if len(e.terms) > 1 || !first.count || first.times != 1 {
		return e.last(scope)
	}
	return reach(scope, first.path)[int(floatOf(e.maximum))].pointer
}

// test is a condition on one path, from the rule's object or from the whole body.
type test struct {
	path       path
	is         condition
	absolute   bool
	whenAbsent bool // the answer where there is nothing
}

// condition is what a test asks of the values that its path leads to.
type condition interface {
	holds(found []place, whenAbsent bool) bool
}

type (
	present struct{}
	absent  struct{}
	// in asks for any of these values.
	in []any
	// notIn asks for any other value.
	notIn []any
	// within asks for a number within limits.
	within []limit
	// counted asks for so many values; most is -1 for any number.
	counted struct{ least, most int }
)

func (t test) holds(scope place, body map[string]any) bool {
	if t.absolute {
		scope = place{"", body}
	}
	return t.is.holds(reach(scope, t.path), t.whenAbsent)
}

func (present) holds(found []place, _ bool) bool { return len(found) > 0 }

func (absent) holds(found []place, _ bool) bool { return len(found) == 0 }

func (values in) holds(found []place, whenAbsent bool) bool {
	return anyOf(found, whenAbsent, func(value any) bool { return oneOf(value, values) })
}

func (values notIn) holds(found []place, whenAbsent bool) bool {
	return anyOf(found, whenAbsent, func(value any) bool { return !oneOf(value, values) })
}

func (limits within) holds(found []place, whenAbsent bool) bool {
	return anyOf(found, whenAbsent, func(value any) bool {
		n, ok := numberOf(value)
		return ok && firstBroken(limits, n) == nil
	})
}

func (c counted) holds(found []place, _ bool) bool {
	return len(found) >= c.least && (c.most < 0 || len(found) <= c.most)
}

func anyOf(found []place, whenAbsent bool, holds func(any) bool) bool {
	if len(found) == 0 {
		return whenAbsent
	}
	return slices.ContainsFunc(found, func(p place) bool { return holds(p.value) })
}
