//! Values of front matter, with scalars kept as they are written.

use saphyr_parser::{Event, Parser, ScalarStyle};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    Null,
    /// A scalar; numbers, dates and truth values as they are written.
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// How deep values may be nested.
const DEEPEST: usize = 32;

impl Value {
    /// The value as text: scalars as they are, the rest as JSON.
    pub fn into_text(self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text,
            other => {
                let mut json = String::new();
                other.write_json(&mut json);
                json
            }
        }
    }

    fn write_json(&self, json: &mut String) {
        match self {
            Self::Null => json.push_str("null"),
            Self::Text(text) => super::write::push_quoted(json, text),
            Self::List(items) => {
                json.push('[');
                for (index, item) in items.iter().enumerate() {
                    json.push_str(if index == 0 { "" } else { ", " });
                    item.write_json(json);
                }
                json.push(']');
            }
            Self::Map(fields) => {
                json.push('{');
                for (index, (key, value)) in fields.iter().enumerate() {
                    json.push_str(if index == 0 { "" } else { ", " });
                    super::write::push_quoted(json, key);
                    json.push_str(": ");
                    value.write_json(json);
                }
                json.push('}');
            }
        }
    }
}

/// A list or mapping that is being read.
enum Open {
    List(Vec<Value>),
    Map(Vec<(String, Value)>, Option<String>),
}

/// Reads a YAML mapping, or an empty document.
pub(crate) fn from_yaml(source: &str) -> Result<Vec<(String, Value)>, String> {
    let mut parser = Parser::new_from_str(source);
    let mut open: Vec<Open> = Vec::new();
    let mut whole = None;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| error.to_string())?;
        let value = match event {
            Event::Alias(_) => return Err(format!("line {}: aliases are not read", span.start.line())),
            Event::Scalar(text, style, _, _) => match (style, &*text) {
                (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
                _ => Value::Text(text.into_owned()),
            },
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                too_deep(&open)?;
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                too_deep(&open)?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(items)) => Value::List(items),
                Some(Open::Map(fields, _)) => Value::Map(fields),
                None => continue,
            },
            Event::DocumentStart(_) if whole.is_some() => {
                return Err("there is more than one document".into());
            }
            _ => continue,
        };
        match open.last_mut() {
            None => whole = Some(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::Map(fields, key)) => match key.take() {
                None => *key = Some(value.into_text()),
                Some(key) if fields.iter().any(|(other, _)| *other == key) => {
                    return Err(format!("the field “{key}” stands there twice"));
                }
                Some(key) => fields.push((key, value)),
            },
        }
    }
    match whole {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Map(fields)) => Ok(fields),
        Some(_) => Err("it is not a list of fields".into()),
    }
}

fn too_deep(open: &[Open]) -> Result<(), String> {
    if open.len() > DEEPEST { Err("it is nested too deep".into()) } else { Ok(()) }
}

/// Reads a TOML document.
pub(crate) fn from_toml(source: &str) -> Result<Vec<(String, Value)>, String> {
    let table: toml::Table = source.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    Ok(table.into_iter().map(|(key, value)| (key, convert(value))).collect())
}

fn convert(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Array(items) => Value::List(items.into_iter().map(convert).collect()),
        toml::Value::Table(table) => {
            Value::Map(table.into_iter().map(|(key, it)| (key, convert(it))).collect())
        }
        toml::Value::Datetime(date) => Value::Text(date.to_string()),
        other => Value::Text(other.to_string()),
    }
}
