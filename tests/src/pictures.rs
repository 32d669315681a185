//! Small pictures, made here: every number gives another one.

/// A PNG (W3C, third edition) of one colour with a diagonal, uncompressed inside.
#[must_use]
pub fn png(number: u32, width: u32, height: u32) -> Vec<u8> {
    let [_, red, green, blue] = number.wrapping_mul(2_654_435_761).to_be_bytes();
    let mut pixels = Vec::new();
    for row in 0..height {
        pixels.push(0);
        for column in 0..width {
            let shade = if row * width / height.max(1) == column { 255 } else { 0 };
            pixels.extend([red ^ shade, green ^ shade, blue ^ shade]);
        }
    }
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", stored(&pixels)), (b"IEND", Vec::new())] {
        file.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
        let mut chunk = kind.to_vec();
        chunk.extend(content);
        file.extend(&chunk);
        file.extend(crc(&chunk).to_be_bytes());
    }
    file
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951).
fn stored(content: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = content.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for &byte in content {
        low = (low + u32::from(byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    stream.extend(((high << 16) | low).to_be_bytes());
    stream
}

fn crc(content: &[u8]) -> u32 {
    !content.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(
            sum ^ u32::from(byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}
