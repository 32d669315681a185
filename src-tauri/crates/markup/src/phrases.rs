//! The few words a rendered text adds of its own, in the language of the text.

/// What is read out or shown around the author's text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrases {
    /// The name of the section of footnotes.
    pub footnotes: &'static str,
    /// The link from a note back to its place in the text; a number follows.
    pub back: &'static str,
    /// What a table is called.
    pub table: &'static str,
    /// What a formula is called.
    pub formula: &'static str,
    /// What a video is called.
    pub video: &'static str,
}

const ENGLISH: Phrases = Phrases {
    footnotes: "Footnotes",
    back: "Back to reference",
    table: "Table",
    formula: "Formula",
    video: "Video",
};

/// By primary language subtag, English first.
const TABLE: [(&str, Phrases); 14] = [
    ("en", ENGLISH),
    ("de", phrases("Fußnoten", "Zurück zur Textstelle", "Tabelle", "Formel", "Video")),
    ("fr", phrases("Notes", "Retour à l’appel de note", "Tableau", "Formule", "Vidéo")),
    ("es", phrases("Notas", "Volver a la referencia", "Tabla", "Fórmula", "Vídeo")),
    ("pt", phrases("Notas", "Voltar à referência", "Tabela", "Fórmula", "Vídeo")),
    ("it", phrases("Note", "Torna al riferimento", "Tabella", "Formula", "Video")),
    ("nl", phrases("Voetnoten", "Terug naar verwijzing", "Tabel", "Formule", "Video")),
    ("pl", phrases("Przypisy", "Powrót do odwołania", "Tabela", "Wzór", "Wideo")),
    ("sv", phrases("Fotnoter", "Tillbaka till hänvisning", "Tabell", "Formel", "Video")),
    ("ru", phrases("Примечания", "Назад к ссылке", "Таблица", "Формула", "Видео")),
    ("tr", phrases("Dipnotlar", "Metne dön", "Tablo", "Formül", "Video")),
    ("fa", phrases("پانویس‌ها", "بازگشت به ارجاع", "جدول", "فرمول", "ویدیو")),
    ("ar", phrases("الحواشي", "العودة إلى المرجع", "جدول", "صيغة", "فيديو")),
    ("he", phrases("הערות שוליים", "חזרה להפניה", "טבלה", "נוסחה", "סרטון")),
];

const fn phrases(
    footnotes: &'static str,
    back: &'static str,
    table: &'static str,
    formula: &'static str,
    video: &'static str,
) -> Phrases {
    Phrases { footnotes, back, table, formula, video }
}

/// The phrases for a primary language subtag; English where there are none.
pub(crate) fn for_language(primary: &str) -> &'static Phrases {
    &TABLE.iter().find(|(tag, _)| *tag == primary).unwrap_or(&TABLE[0]).1
}
