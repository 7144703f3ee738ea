package validate

import (
	"math"
	"strconv"
	"strings"
)

// size describes a text such as 1024x768: two whole numbers of 1 to 6 digits around a separator.
type size struct {
	separator  string
	tolerated  []string // separators that are understood, with a warning
	words      []string // what may stand in its place
	ignoreCase bool     // another spelling of a word in case is taken with a warning
	bounds     []bounds
	lowest     ratio
	highest    ratio
	nearest    bool    // the server converts to the nearest of the words that are ratios
	near       float64 // up to so many percent a ratio is called near
	must       string  // what is said of a text that is no size
	keep       string  // what is said of a size beyond the bounds
}

// bounds are the limits of one measure of a size; 0 is no limit.
type bounds struct {
	measure     string // width, height, side, longest, shortest or area
	least, most int64
	step        int64
}

// ratio is width by height; a height of 0 is no ratio.
type ratio struct {
	width, height int64
}

// pixels are a width and a height.
type pixels struct {
	width, height int64
}

// sizeOf reads a size with any usual separator.
func sizeOf(text string) (pixels, bool) {
	for _, separator := range []string{"x", "*", "\u00d7", "X", ":"} {
		if found, ok := readSize(text, separator); ok {
			return found, true
		}
	}
	return pixels{}, false
}

// readSize reads two whole numbers of 1 to 6 digits without leading zeros.
func readSize(text, separator string) (pixels, bool) {
	first, second, found := strings.Cut(text, separator)
	if !found || !isSide(first) || !isSide(second) {
		return pixels{}, false
	}
	width, _ := strconv.ParseInt(first, 10, 64)
	height, _ := strconv.ParseInt(second, 10, 64)
	return pixels{width, height}, true
}

func isSide(text string) bool {
	return isDigits(text, 6) && text[0] != '0'
}

// breaks names the first limit that a size does not keep, or returns an empty text.
func (s *size) breaks(p pixels) string {
	for _, bound := range s.bounds {
		for _, length := range p.measure(bound.measure) {
			if length < bound.least || bound.most != 0 && length > bound.most {
				return bound.measure
			}
			if bound.step != 0 && length%bound.step != 0 {
				return bound.measure
			}
		}
	}
	if p.width*s.lowest.height < p.height*s.lowest.width {
		return "ratio"
	}
	if s.highest.height != 0 && p.width*s.highest.height > p.height*s.highest.width {
		return "ratio"
	}
	return ""
}

func (s *size) bounded() bool {
	return len(s.bounds) > 0 || s.lowest.height != 0 || s.highest.height != 0
}

func (p pixels) measure(name string) []int64 {
	switch name {
	case "width":
		return []int64{p.width}
	case "height":
		return []int64{p.height}
	case "side":
		return []int64{p.width, p.height}
	case "longest":
		return []int64{max(p.width, p.height)}
	case "shortest":
		return []int64{min(p.width, p.height)}
	default:
		return []int64{p.width * p.height}
	}
}

func (p pixels) text(separator string) string {
	return strconv.FormatInt(p.width, 10) + separator + strconv.FormatInt(p.height, 10)
}

// far tells how far one size is from another, by ratio and by area; both are 1 for equal sizes.
func (p pixels) far(from pixels) (byRatio, byArea float64) {
	byRatio = float64(p.width*from.height) / float64(p.height*from.width)
	byArea = float64(p.width*p.height) / float64(from.width*from.height)
	return max(byRatio, 1/byRatio), max(byArea, 1/byArea)
}

// nearestSize chooses the word of the most similar ratio, then area; only if every word is a size.
func nearestSize(wanted pixels, words []string) (string, bool) {
	chosen, leastRatio, leastArea := "", math.Inf(1), math.Inf(1)
	for _, word := range words {
		size, ok := sizeOf(word)
		if !ok {
			return "", false
		}
		byRatio, byArea := size.far(wanted)
		if byRatio < leastRatio || byRatio == leastRatio && byArea < leastArea {
			chosen, leastRatio, leastArea = word, byRatio, byArea
		}
	}
	return chosen, chosen != ""
}

// nearestRatio names the ratio that is nearest to a size, and how far it is off, in percent.
func nearestRatio(p pixels, words []string) (word string, percent float64) {
	for _, each := range words {
		if ratio, ok := readSize(each, ":"); ok {
			off := float64(p.width*ratio.height) / float64(p.height*ratio.width)
			distance := (max(off, 1/off) - 1) * 100
			if word == "" || distance < percent {
				word, percent = each, distance
			}
		}
	}
	return word, percent
}

// replaceByFitting proposes the nearest size within the limits: the same ratio first, then the same area.
func (s *size) replaceByFitting(text string) mend {
	return func(pointer string) *Operation {
		wanted, ok := sizeOf(text)
		if !ok {
			return nil
		}
		found, ok := s.fit(wanted)
		if !ok {
			return nil
		}
		return replaceBy(found.text(s.separator))(pointer)
	}
}

func (s *size) fit(wanted pixels) (best pixels, ok bool) {
	step := int64(1)
	for _, bound := range s.bounds {
		step = max(step, bound.step)
	}
	least := math.Inf(1)
	for _, start := range []pixels{wanted, s.withinSides(wanted)} {
		for _, percent := range percents() {
			for _, stretch := range []int64{100, 95, 105, 85, 115, 70, 140, 50, 200, 33, 300} {
				tried := pixels{
					width:  inSteps(float64(start.width*percent*stretch)/10000, step),
					height: inSteps(float64(start.height*percent)/100, step),
				}
				if s.breaks(tried) != "" {
					continue
				}
				byRatio, byArea := tried.far(wanted)
				if cost := 3*byRatio + byArea; cost < least {
					least, best, ok = cost, tried, true
				}
			}
		}
	}
	return best, ok
}

// percents are the scales that are tried, the nearest first.
func percents() []int64 {
	var found []int64
	for percent := int64(100); percent > 0; percent -= 2 {
		found = append(found, percent)
	}
	for percent := int64(102); percent < 1000; percent += 6 {
		found = append(found, percent)
	}
	return found
}

func inSteps(length float64, step int64) int64 {
	return max(step, int64(math.RoundToEven(length/float64(step)))*step)
}

// withinSides brings each side into its own bounds, whatever becomes of the ratio.
func (s *size) withinSides(p pixels) pixels {
	clamp := func(length int64, bound bounds) int64 {
		length = max(length, bound.least)
		if bound.most != 0 {
			length = min(length, bound.most)
		}
		return length
	}
	for _, bound := range s.bounds {
		if bound.measure == "width" || bound.measure == "side" {
			p.width = clamp(p.width, bound)
		}
		if bound.measure == "height" || bound.measure == "side" {
			p.height = clamp(p.height, bound)
		}
	}
	return p
}
