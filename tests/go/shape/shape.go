// Shape prints what remains of each file that a file lists without its texts, names and comments.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
)

func main() {
	list, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, name := range strings.Fields(string(list)) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			panic(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch found := node.(type) {
			case nil:
				fmt.Print(")")
			case *ast.BasicLit:
				fmt.Print("(", found.Kind)
			default:
				fmt.Printf("(%T", node)
			}
			return true
		})
		fmt.Println()
	}
}
