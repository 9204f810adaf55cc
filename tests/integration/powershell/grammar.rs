//! PowerShell by its grammar (tree-sitter), for all that the program writes in it.

use tree_sitter::{Node, Parser, Tree};

/// What is not PowerShell in a text: line, column and the beginning of it.
pub(crate) fn errors(text: &str) -> Vec<String> {
    let tree = tree(text);
    let mut out = Vec::new();
    collect(tree.root_node(), text, &mut out);
    out
}

fn collect(node: Node<'_>, text: &str, out: &mut Vec<String>) {
    if !node.has_error() {
        return;
    }
    let before = out.len();
    if !node.is_error() && !node.is_missing() {
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            collect(child, text, out);
        }
    }
    // A token that is missing may be hidden in its parent.
    if out.len() == before {
        let start = node.start_position();
        let begins: String = text[node.byte_range()].chars().take(60).collect();
        out.push(format!("{}:{} {begins:?}", start.row + 1, start.column + 1));
    }
}

/// Commands in the order of the text, those within others too: the name that each is called by, and the
/// whole of it.
pub(crate) fn commands(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let tree = tree(text);
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        if node.kind() == "command_name" {
            let whole = node.parent().unwrap_or(node);
            let name = text[node.byte_range()].to_owned();
            out.push((name, text[whole.byte_range()].to_owned()));
        }
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
        open.extend(children.into_iter().rev());
    }
    out
}

pub(super) fn tree(text: &str) -> Tree {
    let mut parser = Parser::new();
    let language = tree_sitter_pwsh::LANGUAGE;
    parser.set_language(&language.into()).unwrap();
    parser.parse(text, None).unwrap()
}

#[test]
fn the_grammar_sees_what_is_no_powershell() {
    for good in [
        "$a = 'it''s'\n",
        "$a = ('Caf' + [char]0x00E9)\n",
        "Configuration C\n{\n    Node localhost\n    {\n        R 'a'\n        {\n            B = @(\n                M {\n                    C = 'x'\n                }\n            )\n        }\n    }\n}\n",
    ] {
        assert_eq!(errors(good), Vec::<String>::new(), "{good}");
    }
    for bad in ["$a = 'open\n", "if ($a) {\n", "$a = )\n"] {
        assert_ne!(errors(bad), Vec::<String>::new(), "{bad}");
    }
    let found = commands("Get-A -B 'Remove-C'\n$x = (Get-D 1)\n");
    let text = |(name, whole): &(String, String)| format!("{name}: {whole}");
    let found: Vec<String> = found.iter().map(text).collect();
    assert_eq!(found, ["Get-A: Get-A -B 'Remove-C'", "Get-D: Get-D 1"]);
}
