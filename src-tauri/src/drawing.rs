//! How the window is drawn. Without a graphics card WebKit would have OpenGL computed by the processor, layer by
//! layer, which takes twice the time and half as much memory again as painting the window once.

/// Has WebKit paint by the processor where there is no graphics card to do it, unless the environment says already
/// what it is to do. To be called before anything else runs: WebKit's processes are told by the environment.
#[cfg(target_os = "linux")]
pub fn suit_the_machine() {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let devices = devices.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let told = std::env::var("LIBGL_ALWAYS_SOFTWARE").ok();
    if !has_graphics(devices, told.as_deref()) {
        // Where it cannot be set, the window is slower, and that is all.
        let _ = webkit2gtk::glib::setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1", false);
    }
}

/// The web views of the other systems find out by themselves.
#[cfg(not(target_os = "linux"))]
pub fn suit_the_machine() {}

/// Whether something renders: a card has a render node, and Mesa has not been told to leave it alone.
#[cfg(any(target_os = "linux", test))]
fn has_graphics(mut devices: impl Iterator<Item = String>, told_to_compute: Option<&str>) -> bool {
    let computes = told_to_compute.is_some_and(|value| matches!(value, "1" | "true" | "yes" | "y" | "t"));
    !computes && devices.any(|name| name.starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::has_graphics;

    fn found(devices: &[&str], told: Option<&str>) -> bool {
        has_graphics(devices.iter().map(|&name| name.to_owned()), told)
    }

    #[test]
    fn a_card_is_one_that_renders_and_may() {
        assert!(found(&["card0", "renderD128"], None));
        assert!(found(&["renderD128"], Some("0")));
        // A display without a processor of its own, as in a virtual machine.
        assert!(!found(&["by-path", "card0"], None));
        assert!(!found(&[], None));
        assert!(!found(&["card0", "renderD128"], Some("1")));
    }
}
