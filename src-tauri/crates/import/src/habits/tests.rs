use super::*;

struct Known;

impl Places for Known {
    fn article(&self, name: &str) -> Option<String> {
        ["Old Lamp", "posts/old-lamp.md", "2020-05-06-old-lamp", "/posts/old-lamp"]
            .contains(&name)
            .then(|| "article:1".to_owned())
    }
    fn has_notes(&self) -> bool {
        true
    }
}

fn check(pairs: &[(&str, &str)]) {
    for (text, expected) in pairs {
        assert_eq!(convert(text, &Known).body, *expected, "from {text}");
    }
}

#[test]
fn links_and_pictures_of_notes_become_markdown() {
    check(&[
        (
            "See [[Old Lamp]] and [[Old Lamp|the lamp]].",
            "See [Old Lamp](article:1) and [the lamp](article:1).",
        ),
        ("[[Old Lamp#Oil|oil]] [[#Here]]", "[oil](article:1) Here"),
        (
            "![[lamp one.png]] ![[lamp.png|300]] ![[lamp.png|A lamp]]",
            "![](<lamp one.png>) ![](<lamp.png>) ![A lamp](<lamp.png>)",
        ),
        ("| a | [[Old Lamp\\|x]] |", "| a | [x](article:1) |"),
        ("![[Old Lamp]]", "[Old Lamp](article:1)"),
        ("[[Nobody]] and [not [[nested]", "Nobody and [not [[nested]"),
    ]);
    assert_eq!(convert("[[Nobody]] [[Nobody]]", &Known).nowhere, ["Nobody"]);
}

#[test]
fn tags_of_hugo_jekyll_and_zola_become_markdown() {
    check(&[
        (
            "{{< figure src=\"a b.jpg\" alt=\"A lamp\" title=\"The lamp\" link='/x' >}}",
            "[![A lamp](<a b.jpg> \"The lamp\")](/x)",
        ),
        (
            "{{< youtube abc_1-2 >}} {{< vimeo id=\"12\" >}}",
            "<https://www.youtube.com/watch?v=abc_1-2> <https://vimeo.com/12>",
        ),
        ("{{ youtube(id=\"abc\") }}", "<https://www.youtube.com/watch?v=abc>"),
        (
            "[x]({{< ref \"posts/old-lamp.md\" >}}) [y]({{% relref \"/posts/old-lamp#a\" %}})",
            "[x](article:1) [y](article:1)",
        ),
        ("[x]({% post_url 2020-05-06-old-lamp %})", "[x](article:1)"),
        ("![a]({{ site.baseurl }}/a.jpg) ![b]({{ '/b.jpg' | relative_url }})", "![a](/a.jpg) ![b](/b.jpg)"),
        ("{{< highlight go >}}\na := `x`\n{{< /highlight >}}", "```go\na := `x`\n```"),
        ("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ("{% raw %}a{% endraw %}", "a"),
        ("{{< x user=\"someone\" id=\"12\" >}}", "<https://x.com/someone/status/12>"),
        ("# Head\n{: .no_toc}\ntext", "# Head\ntext"),
        ("{{</* youtube x */>}} {{ }} {{", "{{</* youtube x */>}} {{ }} {{"),
    ]);
}

#[test]
fn code_and_what_nobody_knows_stay_as_they_are() {
    let text = "`[[Old Lamp]]` ``{{< youtube x >}}``\n\n```\n[[Old Lamp]]\n{% raw %}\n```\n\n~~~\n{{< youtube x >}}\n~~~\n{{< notice tip >}}x{{< /notice >}} \\[[Old Lamp]]";
    let converted = convert(text, &Known);
    assert_eq!(converted.body, text);
    assert_eq!(converted.unknown, ["notice", "/notice"]);
}

#[test]
fn text_full_of_half_tags_is_answered_in_time() {
    for text in ["{{< ", "{% x ", "[[a", "```\n`", "{{< highlight a >}}", "{{ x(\"", "`a``b"] {
        let begun = std::time::Instant::now();
        let _ = convert(&text.repeat(20_000), &Known);
        assert!(begun.elapsed().as_secs() < 10, "{text}: {:?}", begun.elapsed());
    }
}
