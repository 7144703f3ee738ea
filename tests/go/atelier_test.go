package atelier

import "testing"

func TestStructsAreJudged(t *testing.T) {
	good := Words1Request{
		Model:  Words1,
		Prompt: "A sign",
		Style:  Ptr(Words1StyleFlatLine),
		Switch: true,
		Options: &Words1Options{
			Steps:  Ptr(3),
			Finish: Ptr(Words1OptionsFinishGloss),
		},
	}
	if issues := good.Validate(); len(issues) != 0 {
		t.Error(issues)
	}
	bad := Words1Request{Model: "words-2", Style: Ptr(Words1Style("vivd")), Legacy: Ptr("x")}
	want := []string{"otherModel /model", "minLength /prompt", "enum /style", "deprecated /legacy"}
	issues := bad.Validate(ModeStrict)
	for n, issue := range issues {
		if n >= len(want) || issue.Code+" "+issue.Pointer != want[n] || issue.Severity != Error {
			t.Error(issue)
		}
	}
	if len(issues) != len(want) {
		t.Error(issues)
	}
	if fix := issues[2].Fix(); fix == nil || fix.Value != "vivid" {
		t.Error(fix)
	}
}

func TestListsOfObjectsAreStructs(t *testing.T) {
	request := Tree1Request{
		Model: Tree1,
		Scene: &Tree1Scene{
			Name:   "Pier",
			Layers: []Tree1SceneLayer{{Kind: Tree1SceneLayerKindInk}},
		},
	}
	issues := request.Validate()
	if len(issues) != 1 || issues[0].Pointer != "/scene/layers/0/strokes" {
		t.Error(issues)
	}
}
