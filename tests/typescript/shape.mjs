// Print what remains of each file that a file lists without its texts, names and comments: its tree as kinds of
// nodes, with the tags of its documentation. A sum of texts is a text, as long ones are broken.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import ts from "typescript";

function isText(node) {
  return (
    ts.isStringLiteralLike(node) ||
    (ts.isBinaryExpression(node) && isText(node.left) && isText(node.right))
  );
}

function shape(node) {
  if (isText(node)) {
    return "text";
  }
  if (ts.isParenthesizedExpression(node)) {
    return shape(node.expression);
  }
  const parts = (node.jsDoc ?? []).flatMap((doc) => doc.tags ?? []).map((tag) => tag.tagName.text);
  ts.forEachChild(node, (child) => void parts.push(shape(child)));
  return `${node.kind}(${parts.join()})`;
}

for (const path of readFileSync(process.argv[2], "utf8").trim().split("\n")) {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  for (const { messageText } of file.parseDiagnostics) {
    throw new Error(`${path}: ${messageText}`);
  }
  const told = [shape(file), file.commentDirectives?.length ?? 0, file.referencedFiles.length];
  console.log(createHash("sha1").update(told.join()).digest("hex"));
}
