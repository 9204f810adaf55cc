//! From text to the tree, by a grammar of PowerShell. What the interpreter does not know is refused by
//! name here, also where a run would never come to it.

use std::rc::Rc;

use tree_sitter::Node;

use super::grammar;
use super::syntax::{Block, Command, CommandName, Element, Expr, Parameter, Pipeline, Stage, Stmt};

/// The script as a tree.
pub(super) fn script(text: &str) -> Result<Block, String> {
    if let Some(first) = grammar::errors(text).first() {
        return Err(format!("no PowerShell: {first}"));
    }
    let tree = grammar::tree(text);
    Lower { text }.block(tree.root_node())
}

struct Lower<'t> {
    text: &'t str,
}

type Lowered<T> = Result<T, String>;

impl<'t> Lower<'t> {
    fn of(&self, node: Node<'_>) -> &'t str {
        &self.text[node.byte_range()]
    }

    fn unknown<T>(&self, node: Node<'_>) -> Lowered<T> {
        Err(format!(
            "line {}: the interpreter does not know {}: {}",
            node.start_position().row + 1,
            node.kind(),
            self.of(node)
        ))
    }

    fn named<'n>(&self, node: Node<'n>) -> Vec<Node<'n>> {
        let mut cursor = node.walk();
        let named = node.named_children(&mut cursor);
        named.filter(|n| n.kind() != "comment").collect()
    }

    fn only<'n>(&self, node: Node<'n>) -> Lowered<Node<'n>> {
        match self.named(node).as_slice() {
            [one] => Ok(*one),
            _ => self.unknown(node),
        }
    }

    /// A program, a function or a script block.
    fn block(&self, node: Node<'_>) -> Lowered<Block> {
        let mut out = Block::default();
        for child in self.named(node) {
            match child.kind() {
                "param_block" | "function_parameter_declaration" => {
                    for inner in self.named(child) {
                        match inner.kind() {
                            // `[CmdletBinding()]`
                            "attribute_list" => {}
                            "parameter_list" => out.parameters.extend(self.parameters(inner)?),
                            _ => return self.unknown(inner),
                        }
                    }
                }
                "script_block" | "script_block_body" => {
                    let inner = self.block(child)?;
                    out.parameters.extend(inner.parameters);
                    out.body.extend(inner.body);
                }
                "statement_list" => out.body.extend(self.statements(child)?),
                "function_name" => {}
                _ => return self.unknown(child),
            }
        }
        Ok(out)
    }

    fn parameters(&self, node: Node<'_>) -> Lowered<Vec<Parameter>> {
        let mut out = Vec::new();
        for parameter in self.named(node) {
            let mut lowered = Parameter::default();
            let mut following = Vec::new();
            for child in self.named(parameter) {
                match child.kind() {
                    "variable" => lowered.name = name(self.of(child)),
                    "script_parameter_default" => {
                        let (default, more) = self.default(self.only(child)?)?;
                        lowered.default = Some(default);
                        following = more;
                    }
                    "attribute_list" => {
                        for attribute in self.named(child) {
                            match self.of(attribute) {
                                "[Parameter(Mandatory = $true)]" => lowered.is_mandatory = true,
                                text => match self.only(attribute)?.kind() {
                                    "type_literal" => lowered.is = bare_type(text),
                                    _ => return self.unknown(attribute),
                                },
                            }
                        }
                    }
                    _ => return self.unknown(child),
                }
            }
            out.push(lowered);
            out.append(&mut following);
        }
        Ok(out)
    }

    /// What a parameter is if it is not given. The grammar takes the commas between parameters for
    /// those of a list, so that the next parameters may stand in it.
    fn default(&self, node: Node<'_>) -> Lowered<(Expr, Vec<Parameter>)> {
        if node.kind() != "array_literal_expression" {
            return Ok((self.expr(node)?, Vec::new()));
        }
        let mut items = self.exprs(&self.named(node))?.into_iter();
        let Some(default) = items.next() else {
            return self.unknown(node);
        };
        let mut following = Vec::new();
        for item in items {
            let (is, variable) = match item {
                Expr::Cast(is, variable) => (is, *variable),
                variable => (String::new(), variable),
            };
            let Expr::Variable(name) = variable else {
                return self.unknown(node);
            };
            following.push(Parameter {
                name,
                is,
                ..Parameter::default()
            });
        }
        Ok((default, following))
    }

    /// The statements of a list or of a block in braces.
    fn statements(&self, node: Node<'_>) -> Lowered<Vec<Stmt>> {
        let mut out = Vec::new();
        for child in self.named(node) {
            match child.kind() {
                "empty_statement" => {}
                "statement_list" => out.extend(self.statements(child)?),
                _ => out.push(self.statement(child)?),
            }
        }
        Ok(out)
    }

    fn statement(&self, node: Node<'_>) -> Lowered<Stmt> {
        let children = self.named(node);
        Ok(match (node.kind(), children.as_slice()) {
            ("pipeline", [one]) if one.kind() == "assignment_expression" => self.statement(*one)?,
            ("pipeline" | "assignment_value", [one]) => Stmt::Pipeline(self.pipeline(*one)?),
            ("assignment_expression", [target, operator, value]) => Stmt::Assign(
                self.expr(self.only(*target)?)?,
                self.of(*operator).to_owned(),
                Box::new(self.statement(*value)?),
            ),
            ("if_statement", [condition, then, more @ ..]) => {
                let mut cases = vec![(self.statement(*condition)?, self.statements(*then)?)];
                let mut otherwise = Vec::new();
                for more in more {
                    match more.kind() {
                        "elseif_clauses" => {
                            for clause in self.named(*more) {
                                let [condition, then] = self.named(clause)[..] else {
                                    return self.unknown(clause);
                                };
                                cases.push((self.statement(condition)?, self.statements(then)?));
                            }
                        }
                        "else_clause" => otherwise = self.statements(self.only(*more)?)?,
                        _ => return self.unknown(*more),
                    }
                }
                Stmt::If(cases, otherwise)
            }
            ("foreach_statement", [variable, list, body]) => Stmt::ForEach(
                name(self.of(*variable)),
                Box::new(self.statement(*list)?),
                self.statements(*body)?,
            ),
            ("for_statement", [first, condition, step, body]) => Stmt::For(
                Box::new([
                    self.statement(self.only(*first)?)?,
                    self.statement(self.only(*condition)?)?,
                    self.statement(self.only(*step)?)?,
                ]),
                self.statements(*body)?,
            ),
            ("while_statement", [condition, body]) => Stmt::While(
                Box::new(self.statement(self.only(*condition)?)?),
                self.statements(*body)?,
            ),
            ("function_statement", [first, ..]) => {
                Stmt::Function(self.of(*first).to_lowercase(), Rc::new(self.block(node)?))
            }
            ("try_statement", [body, catch]) if catch.kind() == "catch_clauses" => {
                let catch = self.only(self.only(*catch)?)?;
                Stmt::Try(self.statements(*body)?, self.statements(catch)?)
            }
            ("flow_control_statement", more) => {
                let value = match more {
                    [] => None,
                    [value] => Some(Box::new(self.statement(*value)?)),
                    _ => return self.unknown(node),
                };
                match self.of(node).split_whitespace().next() {
                    Some("return") => Stmt::Return(value),
                    Some("throw") => Stmt::Throw(value),
                    Some("exit") => Stmt::Exit(value),
                    Some("continue") => Stmt::Continue,
                    _ => return self.unknown(node),
                }
            }
            _ => return self.unknown(node),
        })
    }

    fn pipeline(&self, node: Node<'_>) -> Lowered<Pipeline> {
        let children = self.named(node);
        let [first, rest @ ..] = children.as_slice() else {
            return self.unknown(node);
        };
        if node.kind() != "pipeline_chain" {
            return self.unknown(node);
        }
        let first = match first.kind() {
            "command" => Stage::Command(self.command(*first)?),
            _ => Stage::Expr(self.expr(*first)?),
        };
        let rest = rest.iter().map(|command| self.command(*command));
        Ok(Pipeline {
            first,
            rest: rest.collect::<Lowered<_>>()?,
        })
    }

    fn command(&self, node: Node<'_>) -> Lowered<Command> {
        if node.kind() != "command" {
            return self.unknown(node);
        }
        let mut command = Command {
            name: CommandName::Word(String::new()),
            elements: Vec::new(),
        };
        for child in self.named(node) {
            match child.kind() {
                "command_name" => command.name = CommandName::Word(self.of(child).to_owned()),
                "command_invocation_operator" if self.of(child) == "&" => {}
                "command_name_expr" => command.name = CommandName::Value(self.invoked(child)?),
                "command_elements" => command.elements = self.elements(child)?,
                _ => return self.unknown(child),
            }
        }
        Ok(command)
    }

    /// What `&` runs. The grammar takes `$object.Read` for a path, PowerShell for a property.
    fn invoked(&self, node: Node<'_>) -> Lowered<Expr> {
        let text = self.of(node);
        match text.strip_prefix('$').map(|rest| rest.split_once('.')) {
            Some(None) => Ok(Expr::Variable(name(text))),
            Some(Some((variable, member))) if member.chars().all(char::is_alphanumeric) => {
                let variable = Expr::Variable(variable.to_lowercase());
                Ok(Expr::Member(Box::new(variable), member.to_owned()))
            }
            _ => self.unknown(node),
        }
    }

    fn elements(&self, node: Node<'_>) -> Lowered<Vec<Element>> {
        let mut out = Vec::new();
        for child in self.named(node) {
            match child.kind() {
                "command_argument_sep" if self.of(child) == ":" => match out.last_mut() {
                    Some(Element::Parameter(_, joined)) => *joined = true,
                    _ => return self.unknown(child),
                },
                "command_argument_sep" => {}
                "command_parameter" => {
                    let name = self.of(child).trim_start_matches('-').to_owned();
                    out.push(Element::Parameter(name, false));
                }
                "generic_token" => {
                    out.push(Element::Argument(Expr::Text(self.of(child).to_owned())));
                }
                _ => out.push(Element::Argument(self.expr(child)?)),
            }
        }
        Ok(out)
    }

    fn exprs(&self, nodes: &[Node<'_>]) -> Lowered<Vec<Expr>> {
        nodes.iter().map(|node| self.expr(*node)).collect()
    }

    fn expr(&self, node: Node<'_>) -> Lowered<Expr> {
        let children = self.named(node);
        let boxed = |node: Node<'_>| self.expr(node).map(Box::new);
        Ok(match (node.kind(), children.as_slice()) {
            // A version; nothing is worked out with it.
            ("real_literal", []) => Expr::Text(self.of(node).to_owned()),
            ("unary_expression" | "string_literal" | "integer_literal", [one])
            | ("argument_expression" | "left_assignment_expression", [one]) => self.expr(*one)?,
            ("expression_with_unary_operator", [one]) => {
                match self.of(node)[..one.start_byte() - node.start_byte()].trim() {
                    "" => self.expr(*one)?,
                    "," => Expr::Comma(vec![self.expr(*one)?]),
                    operator => Expr::Unary(operator.to_lowercase(), boxed(*one)?),
                }
            }
            ("cast_expression", [is, value]) => Expr::Cast(bare_type(self.of(*is)), boxed(*value)?),
            ("type_literal", _) => Expr::Type(bare_type(self.of(node))),
            ("verbatim_string_characters", []) => {
                let text = self.of(node);
                Expr::Text(text[1..text.len() - 1].replace("''", "'"))
            }
            ("decimal_integer_literal", []) => match self.of(node).parse() {
                Ok(number) => Expr::Int(number),
                Err(_) => return self.unknown(node),
            },
            ("hexadecimal_integer_literal", []) => {
                match i64::from_str_radix(&self.of(node)[2..], 16) {
                    Ok(number) => Expr::Int(number),
                    Err(_) => return self.unknown(node),
                }
            }
            ("variable", []) => match self.of(node).strip_prefix('@') {
                Some(splatted) => Expr::Splat(splatted.to_lowercase()),
                None => Expr::Variable(name(self.of(node))),
            },
            ("array_literal_expression", all) => Expr::Comma(self.exprs(all)?),
            (
                "logical_expression"
                | "additive_expression"
                | "multiplicative_expression"
                | "range_expression"
                | "logical_argument_expression"
                | "additive_argument_expression"
                | "multiplicative_argument_expression"
                | "range_argument_expression",
                [left, right],
            ) => {
                let operator = self.text[left.end_byte()..right.start_byte()].trim();
                Expr::Binary(boxed(*left)?, operator.to_lowercase(), boxed(*right)?)
            }
            (
                "comparison_expression" | "comparison_argument_expression",
                [left, operator, right],
            ) => {
                let operator = self.of(*operator).to_lowercase();
                Expr::Binary(boxed(*left)?, operator, boxed(*right)?)
            }
            ("parenthesized_expression", [one]) => Expr::Paren(Box::new(self.statement(*one)?)),
            ("array_expression", []) => Expr::List(Vec::new()),
            ("array_expression", [list]) => Expr::List(self.statements(*list)?),
            ("hash_literal_expression", []) => Expr::Table(Vec::new()),
            ("hash_literal_expression", [body]) => {
                let mut entries = Vec::new();
                for entry in self.named(*body) {
                    let [key, value] = self.named(entry)[..] else {
                        return self.unknown(entry);
                    };
                    let key = self.only(key)?;
                    let key = match key.kind() {
                        "simple_name" => Expr::Text(self.of(key).to_owned()),
                        _ => self.expr(key)?,
                    };
                    entries.push((key, self.statement(value)?));
                }
                Expr::Table(entries)
            }
            ("script_block_expression", _) => Expr::Block(Rc::new(self.block(node)?)),
            ("member_access", [object, member]) => {
                Expr::Member(boxed(*object)?, self.member(*member)?)
            }
            ("element_access", [object, index]) => Expr::Index(boxed(*object)?, boxed(*index)?),
            ("invocation_expression", [object, member, arguments]) => {
                let arguments = match self.named(*arguments)[..] {
                    [] => Vec::new(),
                    [list] => self.exprs(&self.named(list))?,
                    _ => return self.unknown(node),
                };
                Expr::Method(boxed(*object)?, self.member(*member)?, arguments)
            }
            _ => return self.unknown(node),
        })
    }

    fn member(&self, node: Node<'_>) -> Lowered<String> {
        match self.only(node)?.kind() {
            "simple_name" => Ok(self.of(node).to_owned()),
            _ => self.unknown(node),
        }
    }
}

/// A variable's name, without `$`.
fn name(variable: &str) -> String {
    variable.trim_start_matches('$').to_lowercase()
}

/// `[string]` without its brackets.
fn bare_type(literal: &str) -> String {
    literal[1..literal.len() - 1].to_lowercase()
}
