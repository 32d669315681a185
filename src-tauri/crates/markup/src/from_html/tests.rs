use super::*;

fn markdown(html: &str) -> String {
    from_html(html).expect("small enough")
}

/// Each HTML text and the Markdown it becomes.
fn check(pairs: &[(&str, &str)]) {
    for (html, expected) in pairs {
        assert_eq!(markdown(html).trim_end_matches('\n'), *expected, "\nfrom {html}");
    }
}

#[test]
fn headings_paragraphs_and_breaks_are_kept() {
    check(&[
        ("<h1>One</h1><h3>Three <b>bold</b></h3><p>Text</p>", "# One\n\n### Three **bold**\n\nText"),
        ("<h2>C# and F #</h2>", "## C# and F \\#"),
        ("<p>one<br>two<br/><br>three<br></p>", "one\\\ntwo\n\nthree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("One<br /><br /><br />Two<div>Three</div>Four", "One\n\nTwo\n\nThree\n\nFour"),
        ("<p>a&nbsp;</p><p>&nbsp;</p><p>b &nbsp; &nbsp;c d&nbsp;e</p>", "a\n\nb c d\u{a0}e"),
        ("<p>one\n  two\tthree</p><hr><p>four", "one two three\n\n***\n\nfour"),
        ("", ""),
        ("<p></p><div> </div><!-- nothing -->", ""),
        ("<script>alert(1)</script><style>p{}</style>text<p hidden>no</p>", "text"),
    ]);
}

#[test]
fn emphasis_nests_and_its_white_space_stands_outside() {
    check(&[
        ("<b>bold </b>then<i> slanted</i>", "**bold** then *slanted*"),
        ("<b><i>both</i></b>", "**_both_**"),
        ("<b>a</b><b>b</b>", "**ab**"),
        ("<b>a<b>b</b></b>", "**ab**"),
        ("<b> </b><i></i>x", "x"),
        ("half<b>word</b>", "half**word**"),
        ("<b>Note:</b>text", "<strong>Note:</strong>text"),
        ("<b>重要：</b>内容", "<strong>重要：</strong>内容"),
        ("<b>a</b><i>b</i>", "**a**_b_"),
        (
            "x<sup>2</sup> and H<sub>2</sub>O <u>u</u> <kbd>Ctrl</kbd>",
            "x<sup>2</sup> and H<sub>2</sub>O <u>u</u> <kbd>Ctrl</kbd>",
        ),
        ("<del>gone</del> <s>too</s>", "~~gone~~ ~~too~~"),
        ("<b>one<p>two</p>three</b>", "**one**\n\n**two**\n\n**three**"),
        ("<b>one<br><br>two</b>", "**one**\n\n**two**"),
        ("<code>a`b</code> <code>|</code> <tt>x  y</tt>", "``a`b`` `|` `x y`"),
    ]);
}

#[test]
fn links_and_pictures_keep_their_addresses() {
    check(&[
        ("<a href='https://e.org/a_b'>t <b>x</b></a>", "[t **x**](https://e.org/a_b)"),
        ("<a href='https://e.org/'>https://e.org/</a>", "<https://e.org/>"),
        ("<a href='/a (b)' title='T \"q\"'>x</a>", "[x](</a%20(b)> \"T \\\"q\\\"\")"),
        ("<a href='javascript:alert(1)'>x</a> <a href=' JaVa\nscript:x'>y</a> <a name=q>z</a>", "x y z"),
        ("<a href='https://www.google.com/url?q=https://e.org/a%3Fb&sa=D'>x</a>", "[x](https://e.org/a?b)"),
        ("Wow!<a href=u>x</a>", "Wow\\![x](u)"),
        ("<a href=big.jpg><img src='small.jpg' alt='A [cat]'></a>", "[![A \\[cat\\]](small.jpg)](big.jpg)"),
        ("<img src=x.png width=1 height=1>a<img alt='only words'>", "aonly words"),
        ("<img src='data:image/gif;base64,R0' data-src='real.jpg'>", "![](real.jpg)"),
        ("<a href='#'></a><a href=x> </a>y", "y"),
        ("<a href='u?a=1&amp;copy;=2'>x</a>", "[x](u?a=1\\&copy;=2)"),
    ]);
}

#[test]
fn a_figure_becomes_a_picture_with_its_caption_as_title() {
    check(&[
        (
            "<figure class='x'><a href='big.jpg'><img src='a.jpg' alt='A lamp'></a><figcaption>The <span>lamp</span>, lit</figcaption></figure>",
            "[![A lamp](a.jpg \"The lamp, lit\")](big.jpg)",
        ),
        (
            "<table class='tr-caption-container'><tbody><tr><td><a href='b.jpg'><img src='a.jpg'></a></td></tr><tr><td class='tr-caption'>Under it</td></tr></tbody></table>",
            "[![](a.jpg \"Under it\")](b.jpg)",
        ),
        (
            "<figure><img src=a.jpg alt=A><figcaption>By <a href=u>them</a></figcaption></figure>",
            "<figure><img src=\"a.jpg\" alt=\"A\">\n<figcaption>By <a href=\"u\">them</a></figcaption>\n</figure>",
        ),
        ("<figure><blockquote><p>q</p></blockquote><figcaption>who</figcaption></figure>", "> q\n\nwho"),
    ]);
}

#[test]
fn lists_nest_start_and_hold_tasks() {
    check(&[
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ol start=7><li>a<li><p>b</p><p>c</p></ol>", "7. a\n\n8. b\n\n   c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n+ b"),
        (
            "<ul><li><input type=checkbox checked> done<li><label><input type='checkbox'>todo</label></ul>",
            "- [x] done\n- [ ] todo",
        ),
        ("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b"),
        ("<ul><li><b>x</b><blockquote>q</blockquote></ul>", "- **x**\n\n  > q"),
        ("<ol><li>1<ol><li>2<ol><li>3</ol></ol></ol>", "1. 1\n   1. 2\n      1. 3"),
    ]);
}

#[test]
fn quotations_and_code_keep_their_shape() {
    check(&[
        ("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        (
            "<pre><code class='language-rust'>fn a() {\n\n    b\n}\n</code></pre>",
            "```rust\nfn a() {\n\n    b\n}\n```",
        ),
        ("<pre class='brush: php; title: x'>a<br>b</pre>", "```php\na\nb\n```"),
        ("<div class='highlight highlight-source-js'><pre>```\nx</pre></div>", "````js\n```\nx\n````"),
        (
            "<div class=sourceCode><pre class='sourceCode python'><code>x</code></pre></div>",
            "```python\nx\n```",
        ),
        ("<ul><li>a<pre>b\n c</pre></ul>", "- a\n\n  ```\n  b\n   c\n  ```"),
    ]);
}

#[test]
fn simple_tables_are_markdown_and_others_stay_html() {
    check(&[
        (
            "<table><thead><tr><th>A<th align=right>B|b</thead><tr><td>1 <b>x</b><td style='text-align: right'>2<br>3</table>",
            "| A | B\\|b |\n| --- | --: |\n| 1 **x** | 2<br>3 |",
        ),
        (
            "<table><tr><td colspan=2>a</td></tr><tr><td>b &amp; c<td><a href=u onclick=x>d</a></tr></table>",
            "<table>\n<tbody>\n<tr>\n<td colspan=\"2\">a</td>\n</tr>\n<tr>\n<td>b &amp; c</td>\n<td><a href=\"u\">d</a></td>\n</tr>\n</tbody>\n</table>",
        ),
        ("<table><tr><td>laid <b>out</b></td></tr><tr><td>below</td></tr></table>", "laid **out**\n\nbelow"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
        (
            "<details><summary>More</summary><p>a <b>b</b></p></details>",
            "<details>\n<summary>More</summary>\n\na **b**\n\n</details>",
        ),
    ]);
}

#[test]
fn footnotes_of_many_programs_become_footnotes() {
    let expected = "Text[^1] on.\n\n[^1]: The note.";
    for html in [
        "<p>Text<sup><a href='#fn1' id='fnref1'>1</a></sup> on.</p><section class='footnotes'><hr><ol><li id='fn1'><p>The note. <a href='#fnref1'>↩</a></p></li></ol></section>",
        "<p>Text<sup class='footnote-ref' id='fnref-1'><a href='#fn-1'>1</a></sup> on.</p><ol><li id='fn-1'>The note. <a href='#fnref-1'>↩</a></li></ol>",
        "<p>Text<sup data-fn='u' class='fn'><a href='#u' id='u-link'>1</a></sup> on.</p><ol class='wp-block-footnotes'><li id='u'>The note. <a href='#u-link'>↩︎</a></li></ol>",
        "<p>Text<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a> on.</p><div style='mso-element:footnote-list'><hr><div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> The note.</p></div></div>",
        "<p>Text<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup> on.</p><hr style='display:none'><div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a> The note.</p></div>",
    ] {
        assert_eq!(markdown(html).trim_end(), expected, "from {html}");
    }
    let contents = "<ul><li><a href='#a' id='ta'>Chapter one</a></li></ul><h2 id='a'><a href='#ta'>Chapter one</a></h2><p>x</p>";
    assert_eq!(markdown(contents), "- [Chapter one](#a)\n\n## [Chapter one](#ta)\n\nx\n");
}

#[test]
fn what_word_and_google_docs_put_on_the_clipboard_is_understood() {
    check(&[
        (
            "<b style='font-weight:normal;' id='docs-internal-guid-1'><p dir='ltr'><span style='font-weight:700'>Bold</span><span style='font-style:italic'> slanted</span><span style='font-weight:400'> plain</span></p><ul><li dir=ltr><p dir=ltr><span>item</span></p></li></ul></b>",
            "**Bold** *slanted* plain\n\n- item",
        ),
        (
            "<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>one<o:p></o:p></p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>two</p><p class=MsoNormal>after<o:p>&nbsp;</o:p></p><p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>first</p>",
            "- one\n  - two\n\nafter\n\n1. first",
        ),
        (
            "<font face=Arial><font size=2><center><b>Old</b></center></font></font>",
            "<div class=\"align-center\">\n\n**Old**\n\n</div>",
        ),
    ]);
}

#[test]
fn another_direction_stays_as_html_and_the_usual_one_goes() {
    check(&[
        ("<div dir='rtl' style='text-align:right' trbidi='on'><div dir=rtl>سلام دنیا</div></div>", "سلام دنیا"),
        (
            "<p>English text with <span dir='rtl'>سلام</span> in it</p>",
            "English text with <span dir=\"rtl\">سلام</span> in it",
        ),
        (
            "<p>English text first</p><p dir='rtl'>سلام</p>",
            "English text first\n\n<div dir=\"rtl\">\n\nسلام\n\n</div>",
        ),
    ]);
}

#[test]
fn alignment_that_somebody_chose_stays_as_html_and_pictures_alone_need_none() {
    check(&[
        (
            "<p style='text-align: center'>a <b>b</b></p><p align=right>c</p><p align=left>d</p>",
            "<div class=\"align-center\">\n\na **b**\n\n</div>\n\n<div class=\"align-right\">\n\nc\n\n</div>\n\nd",
        ),
        ("<div class=separator style='clear: both; text-align: center;'><img src=a.jpg></div>", "![](a.jpg)"),
        (
            "<div align=center>a<p align=center>b</p></div>",
            "<div class=\"align-center\">\n\na\n\nb\n\n</div>",
        ),
        ("<p style='text-align:right'>سلام دنیا</p>", "سلام دنیا"),
        (
            "<figure class='wp-block-image alignright'><img src=a.jpg><figcaption>Line</figcaption></figure>",
            "<div class=\"align-right\">\n\n![](a.jpg \"Line\")\n\n</div>",
        ),
    ]);
}

#[test]
fn embedded_players_become_links_of_their_own() {
    check(&[
        (
            "<p>See</p><iframe src='https://www.youtube.com/embed/abc_1-2?rel=0'></iframe>",
            "See\n\n<https://www.youtube.com/watch?v=abc_1-2>",
        ),
        (
            "<div>a<iframe src='//player.vimeo.com/video/12'></iframe>b</div>",
            "a\n\n<https://vimeo.com/12>\n\nb",
        ),
        ("<video controls><source src='https://e.org/v.mp4'></video>", "<https://e.org/v.mp4>"),
        ("<iframe src='javascript:alert(1)'></iframe>x", "x"),
    ]);
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    check(&[
        (
            "<p># no heading</p><p>1. no list</p><p>- no</p><p>&gt; no</p><p>+ no</p>",
            "\\# no heading\n\n1\\. no list\n\n\\- no\n\n\\> no\n\n\\+ no",
        ),
        (
            "<p>*a* _b_ c_d `e` [f](g) &lt;h&gt; &amp;copy; $i$ ~~j~~ \\k</p>",
            "\\*a\\* \\_b\\_ c_d \\`e\\` \\[f\\](g) \\<h> \\&copy; \\$i\\$ \\~\\~j\\~\\~ \\\\k",
        ),
        ("<p>a<br>===<br>---<br>2) x</p>", "a\\\n\\===\\\n\\---\\\n2\\) x"),
        ("<p>[^1]: x</p><p>a | b<br>--|--</p>", "\\[^1\\]: x\n\na \\| b\\\n\\--\\|--"),
        (
            "<p>https://e.org/~a and www.e.org, me@e.org</p>",
            "https\\://e.org/\\~a and www\\.e.org, me\\@e.org",
        ),
        ("<p>5 &lt; 6 &amp; 7 &gt; 2, -5 and 2024. Then</p>", "5 < 6 & 7 > 2, -5 and 2024. Then"),
    ]);
}

#[test]
fn deep_and_tangled_input_is_answered_within_a_small_stack() {
    let texts = [
        "<blockquote>x".repeat(10_000),
        "<div>".repeat(100_000) + "deep",
        "<ul><li>a".repeat(10_000),
        "<b><i><a href=x>".repeat(5_000) + "y",
        "<table><tr><td>".repeat(3_000) + "z",
        (0..3_000).map(|n| format!("<font size={n}>")).collect::<String>() + &"<p>w".repeat(2_000),
        "<b><table></b>".repeat(5_000) + "v",
        "<details><summary>s</summary>".repeat(3_000) + "u",
        "<figure>".repeat(3_000) + "t",
        "<code>".repeat(3_000) + "c",
        "<p dir=rtl>س<div dir=ltr>e".repeat(3_000),
        "<ol><table><caption>".repeat(2_000),
    ];
    let small = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let done = small.spawn(move || {
        for text in texts {
            let begun = std::time::Instant::now();
            let result = from_html(&text);
            let spent = begun.elapsed();
            assert!(spent.as_secs() < 20, "{spent:?} for {}", &text[..40]);
            println!("{spent:?} {} {:?}", &text[..20], result.map(|text| text.len()));
        }
    });
    done.expect("a thread").join().expect("no panic and no overflow");
}

#[test]
fn what_is_too_large_is_refused() {
    assert_eq!(from_html(&"a".repeat(LONGEST + 1)), Err(TooLarge));
}
