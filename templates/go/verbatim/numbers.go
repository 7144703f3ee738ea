package validate

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// mostDigits bounds the whole numbers that are read: the time to read one grows faster than its length.
const mostDigits = 4300

// whole is a number of a table that an int may be too small for.
type whole = json.Number

// number is exact where it is written without a fraction, else what a float64 makes of it.
type number struct {
	whole *big.Int // nil for a number with a fraction or an exponent
	float float64
}

// numberOf reads a finite number from decoded JSON or from a table; a boolean or a text is none.
func numberOf(value any) (number, bool) {
	switch value := value.(type) {
	case int:
		return number{big.NewInt(int64(value)), float64(value)}, true
	case float64:
		return number{nil, value}, true
	case number:
		return value, true
	case json.Number:
		return readNumber(string(value))
	}
	return number{}, false
}

func readNumber(text string) (number, bool) {
	float, err := strconv.ParseFloat(text, 64)
	if !strings.ContainsAny(text, ".eE") {
		if len(text) > mostDigits {
			return number{}, false
		}
		whole, ok := new(big.Int).SetString(text, 10)
		return number{whole, float}, ok
	}
	return number{nil, float}, err == nil || !math.IsInf(float, 0)
}

// compare returns -1, 0 or 1 for less, equal or greater.
func (n number) compare(other number) int {
	switch {
	case n.whole != nil && other.whole != nil:
		return n.whole.Cmp(other.whole)
	case n.whole != nil:
		return new(big.Float).SetInt(n.whole).Cmp(big.NewFloat(other.float))
	case other.whole != nil:
		return big.NewFloat(n.float).Cmp(new(big.Float).SetInt(other.whole))
	case n.float < other.float:
		return -1
	case n.float > other.float:
		return 1
	}
	return 0
}

// integral returns the number without its fraction, if that is 0.
func (n number) integral() (number, bool) {
	if n.whole != nil {
		return n, true
	}
	if n.float != math.Trunc(n.float) {
		return n, false
	}
	whole, _ := big.NewFloat(n.float).Int(nil)
	return number{whole, n.float}, true
}

// isMultiple is exact for whole numbers and tolerant of what decimal fractions become.
func (n number) isMultiple(step number) bool {
	if n.whole != nil && step.whole != nil {
		return new(big.Int).Rem(n.whole, step.whole).Sign() == 0
	}
	times := n.float / step.float
	// Beyond what a float can hold there are no fractions.
	return math.IsInf(times, 0) || math.Abs(times-math.RoundToEven(times)) < 1e-9
}

// plain is the number as a value for JSON.
func (n number) plain() any {
	if n.whole != nil {
		return json.Number(n.whole.String())
	}
	return n.float
}

// same tells whether two values are equal; a boolean is no number.
func same(one, two any) bool {
	first, isNumber := numberOf(one)
	if !isNumber {
		switch one := one.(type) {
		case nil:
			return two == nil
		case bool:
			other, ok := two.(bool)
			return ok && one == other
		case string:
			other, ok := two.(string)
			return ok && one == other
		}
		return false
	}
	second, isNumber := numberOf(two)
	return isNumber && first.compare(second) == 0
}

func oneOf(value any, words []any) bool {
	for _, word := range words {
		if same(value, word) {
			return true
		}
	}
	return false
}

// isDecimal tells whether a text is a plain decimal number of at most 15 digits on either side.
func isDecimal(text string, fraction bool) bool {
	digits, rest, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if point && !(fraction && isDigits(rest, 15)) {
		return false
	}
	return isDigits(digits, 15)
}

// isDigits tells whether a text is 1 to so many digits.
func isDigits(text string, most int) bool {
	if text == "" || len(text) > most {
		return false
	}
	for n := range text {
		if text[n] < '0' || text[n] > '9' {
			return false
		}
	}
	return true
}

// limit is a bound of a number, of the length of a text, or of the length of an array.
type limit struct {
	code    string
	bound   any
	message string
}

// firstBroken returns the first limit that a number does not keep, or nil.
func firstBroken(limits []limit, n number) *limit {
	for i := range limits {
		if !limits[i].keeps(n) {
			return &limits[i]
		}
	}
	return nil
}

func (l *limit) keeps(n number) bool {
	bound, _ := numberOf(l.bound)
	switch l.code {
	case "minimum", "minLength", "minItems":
		return n.compare(bound) >= 0
	case "exclusiveMinimum":
		return n.compare(bound) > 0
	case "maximum", "maxLength", "maxItems":
		return n.compare(bound) <= 0
	case "exclusiveMaximum":
		return n.compare(bound) < 0
	case "multipleOf":
		return n.isMultiple(bound)
	}
	return true
}
