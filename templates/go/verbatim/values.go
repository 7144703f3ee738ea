package validate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// kinds is a set of types that a value may have.
type kinds int

const (
	aNull kinds = 1 << iota
	aBoolean
	anInteger
	aNumber
	aString
	anArray
	anObject
)

// value says what may stand at a place in a body.
type value struct {
	kinds       kinds    // any of these; 0 is anything
	must        string   // what is said of another type
	presence    []remark // what is said of it for being there
	tolerated   []tolerated
	limits      []limit // of a number, as it is or as text
	numericText bool    // a number may be written as text, with a warning
	length      []limit // of a text, in code points
	pattern     *pattern
	size        *size
	picture     *picture
	count       []limit // of an array, in items
	items       *value
	object      *object
	enum        *enum
	advised     *advice
	wanted      *wanted
}

// remark is said of a member from its being there.
type remark struct {
	code     string
	severity Severity
	message  string
	useless  bool // it is best left out
}

// tolerated is a value beside the listed ones that is taken with a warning.
type tolerated struct {
	value   any
	because string
	use     any // what to write instead, if known
}

// enum lists all values that are taken.
type enum struct {
	values     []any
	code       string
	message    string
	ignoreCase bool // another spelling in case is taken with a warning
}

// advice is a narrower zone: a value outside of it is taken with a warning.
type advice struct {
	constraint constraint
	because    string
}

// wanted is the value that the server behaves as, whatever is sent.
type wanted struct {
	code    string // "forced" or "advisory"
	value   any
	message string
}

// pattern is a regular expression that matches whole texts.
type pattern struct {
	text    string
	message string
}

// object says which members a mapping may have, and what holds between them.
type object struct {
	members   []member
	closed    bool // nothing else may stand in it
	elsewhere []elsewhere
	rules     []rule
}

type member struct {
	name     string
	required bool
	value    value
}

// elsewhere says where a name that is unknown here is known: a pointer, or the models that take it.
type elsewhere struct {
	name  string
	where string
}

// checker collects the issues of one body.
type checker struct {
	body   map[string]any
	issues Issues
}

func (c *checker) note(at, code string, severity Severity, message string, mend mend) {
	issue := Issue{Pointer: at, Code: code, Severity: severity, Message: message, mend: mend}
	c.issues = append(c.issues, issue)
}

// object checks the members, the rules about the object, and that nothing unknown is in it.
func (c *checker) object(o *object, body map[string]any, at string) {
	known := 0
	for n := range o.members {
		m := &o.members[n]
		here := at + "/" + escape(m.name)
		if found, ok := body[m.name]; ok {
			known++
			c.member(&m.value, found, here)
		} else if m.required {
			c.note(here, "required", Error, "is required", nil)
		}
	}
	for n := range o.rules {
		c.rule(&o.rules[n], place{at, body})
	}
	if known != len(body) {
		c.unknown(o, body, at)
	}
}

func (c *checker) member(v *value, found any, at string) {
	refused := false
	for _, said := range v.presence {
		var mend mend
		if said.useless {
			mend = remove
		}
		c.note(at, said.code, said.severity, said.message, mend)
		refused = refused || said.code == "rejected"
	}
	if !refused {
		c.value(v, found, at)
	}
}

// unknown notes every member that is not known here.
func (c *checker) unknown(o *object, body map[string]any, at string) {
	known := make(map[string]bool, len(o.members))
	for n := range o.members {
		known[o.members[n].name] = true
	}
	var names []string
	for name := range body {
		if !known[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	severity, told := Warning, "is not known here; the gateway is likely to drop it in silence"
	if o.closed {
		severity, told = Error, "is not known here, and nothing else may stand here"
	}
	for _, name := range names {
		message, mend := told, rename(name, o.members, body)
		for _, other := range o.elsewhere {
			if other.name != name {
				continue
			}
			if strings.HasPrefix(other.where, "/") {
				message, mend = "belongs at "+other.where, movable(body, at, other.where)
			} else {
				message, mend = "is known only to "+other.where, remove
			}
		}
		c.note(at+"/"+escape(name), "unknownMember", severity, message, mend)
	}
}

// movable proposes a move only where the place is seen, there, and free.
func movable(body map[string]any, at, target string) mend {
	end := strings.LastIndexByte(target, '/')
	holder := body
	if end > 0 {
		holder, _ = body[target[1:end]].(map[string]any)
	}
	if _, taken := holder[target[end+1:]]; at != "" || holder == nil || taken {
		return nil
	}
	return moveTo(target)
}

// value notes one issue at the most: the first constraint that is broken, else the first remark.
// How a value is spelled is remarked apart from that; it then counts as if it were spelled right.
func (c *checker) value(v *value, found any, at string) {
	text, isText := found.(string)
	if isText && v.size != nil && v.enum != nil {
		text = c.separator(v, text, at)
		found = text
	}
	for _, each := range v.tolerated {
		if same(found, each.value) {
			var mend mend
			if each.use != nil {
				mend = replaceBy(each.use)
			}
			c.note(at, "tolerated", Warning, each.because, mend)
			return
		}
	}
	items, isArray := found.([]any)
	body, isObject := found.(map[string]any)
	_, isBoolean := found.(bool)
	switch {
	case v.kinds == 0:
		c.rest(v, found, at)
	case isText && v.kinds&aString != 0:
		c.text(v, text, at)
	case isArray && v.kinds&anArray != 0:
		c.array(v, items, at)
	case isObject && v.kinds&anObject != 0:
		if v.object != nil {
			c.object(v.object, body, at)
		}
	case isBoolean && v.kinds&aBoolean != 0, found == nil && v.kinds&aNull != 0:
		c.rest(v, found, at)
	case v.kinds&(anInteger|aNumber) != 0:
		c.number(v, found, at)
	default:
		c.note(at, "type", Error, v.must, nil)
	}
}

// number takes what is as good as a number, with a warning.
func (c *checker) number(v *value, found any, at string) {
	n, ok := numberOf(found)
	text, isText := found.(string)
	if isText && v.numericText && isDecimal(text, v.kinds&aNumber != 0) {
		if n, ok = readNumber(text); ok && v.kinds&aNumber != 0 {
			n.whole = nil
		}
		c.note(at, "numericText", Warning, "is a number written as text", replaceBy(n.plain()))
	} else if ok && v.kinds&aNumber == 0 {
		written := n.whole == nil
		if n, ok = n.integral(); ok && written {
			message := "is a whole number written as a fraction"
			c.note(at, "integralFloat", Warning, message, replaceBy(n.plain()))
		}
	}
	if !ok {
		c.note(at, "type", Error, v.must, nil)
		return
	}
	if broken := firstBroken(v.limits, n); broken != nil {
		var mend mend
		if broken.code == "minimum" || broken.code == "maximum" {
			mend = replaceBy(broken.bound)
		}
		c.note(at, broken.code, Error, broken.message, mend)
		return
	}
	c.rest(v, n, at)
}

func (c *checker) text(v *value, text, at string) {
	if broken := firstBroken(v.length, lengthOf(text, v.length)); broken != nil {
		c.note(at, broken.code, Error, broken.message, nil)
		return
	}
	if v.pattern != nil && !v.pattern.matches(text) {
		c.note(at, "pattern", Error, v.pattern.message, nil)
		return
	}
	if v.picture != nil {
		if found := v.picture.fault(text); found != nil {
			c.note(at, found.code, found.severity, found.message, nil)
			return
		}
	}
	if v.size != nil && v.enum == nil {
		var ok bool
		if text, ok = c.size(v, text, at); !ok {
			return
		}
	}
	c.rest(v, text, at)
}

// lengthOf counts code points where there is a limit to keep.
func lengthOf(text string, limits []limit) number {
	if len(limits) == 0 {
		return number{}
	}
	n, _ := numberOf(utf8.RuneCountInString(text))
	return n
}

// patterns keeps what is compiled.
var patterns sync.Map

func (p *pattern) matches(text string) bool {
	compiled, ok := patterns.Load(p.text)
	if !ok {
		compiled, _ = patterns.LoadOrStore(p.text, regexp.MustCompile("^(?:"+p.text+")$"))
	}
	return compiled.(*regexp.Regexp).MatchString(text)
}

// separator takes a listed size that is written with another separator.
func (c *checker) separator(v *value, text, at string) string {
	for _, other := range v.size.tolerated {
		right := strings.ReplaceAll(text, other, v.size.separator)
		if !oneOf(text, v.enum.values) && oneOf(right, v.enum.values) {
			c.respell(v.size, right, at)
			return right
		}
	}
	return text
}

func (c *checker) respell(s *size, right, at string) {
	c.note(at, "separator", Warning, "is written with "+s.separator+" here", replaceBy(right))
}

// size checks a size that is not listed; it returns the text as it is spelled right, and whether all is well.
func (c *checker) size(v *value, text, at string) (string, bool) {
	s := v.size
	if slices.Contains(s.words, text) {
		return text, true
	}
	found, ok := readSize(text, s.separator)
	for n := 0; !ok && n < len(s.tolerated); n++ {
		if found, ok = readSize(text, s.tolerated[n]); ok {
			text = found.text(s.separator)
			c.respell(s, text, at)
		}
	}
	if s.ignoreCase && recased(text, s.words) {
		c.otherCase(text, s.words, at)
		return text, false
	}
	mend := replaceByNearest(text, listOf(s.words))
	if s.bounded() {
		mend = s.replaceByFitting(text)
	}
	if !ok {
		c.note(at, "dimensions", Error, s.must, mend)
		return text, false
	}
	if broken := s.breaks(found); broken != "" {
		c.note(at, broken, Error, s.keep, mend)
		return text, false
	}
	if s.nearest {
		c.nearestWord(s, found, at)
	}
	return text, true
}

func (c *checker) nearestWord(s *size, found pixels, at string) {
	word, off := nearestRatio(found, s.words)
	switch {
	case off > s.near:
		message := "is far from every ratio that is listed; how it is converted is not known"
		c.note(at, "nearestWord", Warning, message, replaceBy(word))
	case off > 0:
		message := "is converted to the nearest ratio that is listed, which is not quite this one"
		c.note(at, "nearestWord", Warning, message, replaceBy(word))
	}
}

func (c *checker) otherCase(text string, words []string, at string) {
	mend := replaceByNearest(text, listOf(words))
	c.note(at, "ignoreCase", Warning, "is spelled in another case", mend)
}

func listOf(words []string) []any {
	list := make([]any, len(words))
	for n, word := range words {
		list[n] = word
	}
	return list
}

func (c *checker) array(v *value, items []any, at string) {
	count, _ := numberOf(len(items))
	if broken := firstBroken(v.count, count); broken != nil {
		where := at
		if most, isCount := broken.bound.(int); isCount && broken.code == "maxItems" {
			where = at + "/" + strconv.Itoa(most)
		}
		c.note(where, broken.code, Error, broken.message, nil)
	} else {
		c.rest(v, items, at)
	}
	if v.items == nil {
		return
	}
	for n, item := range items {
		c.value(v.items, item, at+"/"+strconv.Itoa(n))
	}
}

// rest checks what is left to say of a value that keeps its type's own constraints.
func (c *checker) rest(v *value, found any, at string) {
	text, isText := found.(string)
	switch {
	case v.enum != nil && !oneOf(found, v.enum.values):
		if words := textsOf(v.enum.values); isText && v.enum.ignoreCase && recased(text, words) {
			c.otherCase(text, words, at)
			return
		}
		var mend mend
		if v.enum.code == "enum" {
			mend = replaceByNearest(found, v.enum.values)
		}
		c.note(at, v.enum.code, Error, v.enum.message, mend)
	case v.advised != nil && v.advised.constraint.broken(found):
		c.note(at, "advised", Warning, v.advised.because, nil)
	case v.wanted != nil && !same(found, v.wanted.value):
		c.note(at, v.wanted.code, Warning, v.wanted.message, replaceBy(v.wanted.value))
	}
}

// constraint narrows a value that is there, on top of what holds for it anyway.
type constraint struct {
	kinds   kinds // what it is about; 0 is anything
	refuses kinds // types that the value may have elsewhere and not here
	enum    []any
	limits  []limit
	length  []limit
	pattern *pattern
	size    *size
	count   []limit
}

// broken tells whether a value breaks it; what it is not about it leaves alone.
func (c *constraint) broken(found any) bool {
	if c.kinds != 0 && !is(found, c.kinds) {
		if is(found, c.refuses) {
			return true
		}
		if _, isNumber := numberOf(found); !isNumber || c.kinds&anInteger == 0 {
			return false
		}
	}
	if c.enum != nil && !oneOf(found, c.enum) {
		return true
	}
	if n, isNumber := numberOf(found); isNumber {
		return firstBroken(c.limits, n) != nil
	}
	switch found := found.(type) {
	case string:
		return firstBroken(c.length, lengthOf(found, c.length)) != nil ||
			c.pattern != nil && !c.pattern.matches(found) ||
			c.size != nil && !c.size.takes(found)
	case []any:
		count, _ := numberOf(len(found))
		return firstBroken(c.count, count) != nil
	}
	return false
}

// takes tells whether a text is one of the words, or a size within the limits.
func (s *size) takes(text string) bool {
	found, ok := readSize(text, s.separator)
	return slices.Contains(s.words, text) || ok && s.breaks(found) == ""
}

// is tells whether a value has one of some types.
func is(found any, types kinds) bool {
	switch found.(type) {
	case nil:
		return types&aNull != 0
	case bool:
		return types&aBoolean != 0
	case string:
		return types&aString != 0
	case []any:
		return types&anArray != 0
	case map[string]any:
		return types&anObject != 0
	}
	n, ok := numberOf(found)
	_, isInteger := n.integral()
	return ok && (types&aNumber != 0 || isInteger && types&anInteger != 0)
}
