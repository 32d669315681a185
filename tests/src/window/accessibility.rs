//! axe-core over what a browser shows.

use serde_json::{Value, json};

use super::driver::Browser;
use crate::program::project_root;

/// The violations of WCAG and of good practice that axe-core finds in what is shown now, each with its elements.
///
/// # Panics
/// Where axe-core is not there: it comes with the packages of the interface.
#[must_use]
pub fn violations(browser: &Browser) -> Vec<String> {
    run(browser, "")
}

/// What of it is about contrast: all that can differ between two appearances of one view.
///
/// # Panics
/// As [`violations`].
#[must_use]
pub fn contrast_violations(browser: &Browser) -> Vec<String> {
    run(browser, "runOnly: ['color-contrast'],")
}

fn run(browser: &Browser, only: &str) -> Vec<String> {
    let path = project_root().join("ui/node_modules/axe-core/axe.min.js");
    let axe = match std::fs::read_to_string(&path) {
        Ok(axe) => axe,
        Err(error) => panic!("{}: {error}: run `npm ci` in ui", path.display()),
    };
    // Frames are left out: the preview runs no scripts, and is checked by itself as the exported page.
    let found = browser.run_async(
        &format!(
            "const done = arguments[arguments.length - 1];
             if (!window.axe) {{ {axe} }}
             window.axe.run(document, {{ iframes: false, {only} resultTypes: ['violations'] }}).then(
               (report) => done(report.violations.map((found) => found.id + ': ' + found.help + '\\n    '
                 + found.nodes.slice(0, 5).map((node) => node.html + '\\n      ' + node.failureSummary).join('\\n    '))),
               (error) => done(['axe-core failed: ' + error]))"
        ),
        &[],
    );
    let Value::Array(found) = found else { return vec![format!("axe-core answered {found}")] };
    found
        .iter()
        .map(|finding| finding.as_str().map_or_else(|| json!(finding).to_string(), str::to_owned))
        .collect()
}
