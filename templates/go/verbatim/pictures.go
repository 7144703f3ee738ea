package validate

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// picture describes a text that carries an image: a URL, a data URI, or bare base64.
type picture struct {
	formats   []string // such as "png"; none listed: any
	sources   []string // "url", "data-uri" or "base64"
	tolerated []string // sources that are taken with a warning
	megabytes float64  // 0 is no limit
}

// fault is what is wrong with a value, apart from where.
type fault struct {
	code     string
	severity Severity
	message  string
}

func wrong(code, message string) *fault {
	return &fault{code, Error, message}
}

// fault looks only at the ends of the data, which may be megabytes long.
func (p *picture) fault(text string) *fault {
	start := strings.ToLower(head(text, 16))
	if strings.HasPrefix(start, "https://") || strings.HasPrefix(start, "http://") {
		if start == "https://" || start == "http://" || hasBlank(text) {
			return wrong("imageSource", "is no URL: it has blanks, or ends after the scheme")
		}
		return p.source("url", "a URL")
	}
	if strings.HasPrefix(start, "data:") {
		return p.dataURI(text)
	}
	if utf8.RuneCountInString(start) == 16 && isBase64(head(text, 64)) {
		if found := p.data(text); found != nil {
			return found
		}
		return p.source("base64", "bare base64")
	}
	return wrong("imageSource", "must be a picture: an http(s) URL, or a data URI with base64")
}

func (p *picture) dataURI(text string) *fault {
	first, _, comma := strings.Cut(head(text, 80), ",")
	lower := strings.ToLower(first)
	media, isBase64 := strings.CutSuffix(strings.TrimPrefix(lower, "data:"), ";base64")
	subtype, isImage := strings.CutPrefix(media, "image/")
	if !comma || !isBase64 {
		return wrong("imageSource", "is no data URI of the form data:image/png;base64,...")
	}
	if !isImage {
		if media == "" {
			media = "plain text"
		}
		return wrong("imageFormat", "is no image but "+media)
	}
	if len(p.formats) > 0 {
		format := subtype
		if format == "jpg" {
			format = "jpeg"
		}
		if !slices.Contains(p.formats, format) {
			listed := strings.Join(p.formats, ", ")
			return wrong("imageFormat", "must be one of "+listed+", not "+subtype)
		}
	}
	if found := p.data(text[len(first)+1:]); found != nil {
		return found
	}
	return p.source("data-uri", "a data URI")
}

// source says whether a way to give a picture is taken.
func (p *picture) source(source, name string) *fault {
	if slices.Contains(p.sources, source) {
		return nil
	}
	if slices.Contains(p.tolerated, source) {
		return &fault{"imageSource", Warning, "is " + name + ", which is not documented here"}
	}
	return wrong("imageSource", "is "+name+", which is not taken here")
}

// data says what is wrong with base64; what ends in ... is taken for a placeholder.
func (p *picture) data(data string) *fault {
	if data == "" {
		return wrong("imageSource", "has no data")
	}
	if !isBase64(head(data, 64)) && !strings.HasSuffix(data, "...") {
		return wrong("imageSource", "is not base64")
	}
	if p.megabytes == 0 {
		return nil
	}
	size := float64(utf8.RuneCountInString(data) * 3 / 4)
	limit := strconv.FormatFloat(p.megabytes, 'g', -1, 64)
	if size > p.megabytes*1048576 {
		return wrong("imageSize", "is larger than "+limit+" MB")
	}
	if size > p.megabytes*1000000 {
		return &fault{"imageSize", Warning, "is larger than " + limit + " million bytes"}
	}
	return nil
}

func isBase64(text string) bool {
	for n := range text {
		c := text[n]
		isLetter := 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
		if !isLetter && !('0' <= c && c <= '9') && c != '+' && c != '/' && c != '=' {
			return false
		}
	}
	return true
}

func hasBlank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r <= ' ' }) >= 0
}
