r"""LaTeX to Unicode and back: accents and signs by LaTeX's book, the rest left as it is."""

import time
import unicodedata

import pytest
from fuzz.judging import judge
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from headcat.words.latex import _encoded, _encoder, decode, to_ascii

# The letters of Latin-1, Latin Extended-A, -B and Additional that have a command: these are all that
# are a letter and accents, and those with a name of their own.
LETTERS = [
    letter
    for letter in map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)])
    if unicodedata.category(letter) in ("Lu", "Ll") and "U+" not in to_ascii(letter)
]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Heads of a Small Catalogue",
        "Akyürek, Veličković, Mușat — “注意头” ½",
        "50% of 10%",
        "a-b (c) [d] 'e' f/g * + = @ # & _ ^ < > | \"",
        r"$\alpha$ and $x_{1}\$y^2$",
        r"$$\sum_{i} x$$",
        "costs $5",
        r"\(x\)",
        r"\foo",
        r"\foo bar",
    ],
)
def test_what_means_nothing_to_latex_stays(text: str) -> None:
    assert decode(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{BERT}: {{a} {b}}", "BERT: a b"),
        (r"\emph{a} \textbf{b \textit{c}} \texttt{d} \textsc{e} \mbox{f} \text{g}", "a b c d e f g"),
        (r"{\bf a} {\it b} {\sc c} \protect\emph{d}", "a b c d"),
        (r"50\% \& \$5 \#1 a\_b \{c\}", "50% & $5 #1 a_b {c}"),
        (r"a\\b\ c\,d~e\-f\/g", "a b c d efg"),
        ("a--b --- ``c'' ?`d !`e", "a–b — “c” ¿d ¡e"),
        ("-{}- -{}-{}- ?{}`", "-- --- ?`"),
        (r"\textbackslash{}x \textbraceleft{}\textbraceright{} \textless{}\textgreater{}", r"\x {} <>"),
        (r"\textasciitilde{}\textasciicircum{}\textbar{} \~{} \^{}", "~^| ~ ^"),
        (r"\'e \'{e} {\'e} {\'{e}} \' e \'{ e}", "é é é é é é"),
        (r"\`a\'a\^a\~a\=a\u{a}\.a\" a\r{a}\H{o}\v{a}\d{a}\c{c}\k{a}\b{d}", "àáâãāăȧäåőǎạçąḏ"),
        (r"\c c\v s\H u", "çšű"),
        (r"\'\i \'{\i} {\'{\i}} \v{\j}", "íí í ǰ"),
        (r"\'{\^e} \d{\^{o}} \'{\ohorn}", "ế ộ ớ"),
        (r"\ss \ae{} \AE\oe\o\O\l\L\aa\AA\i\j\dh\th\ng\DJ", "ßæ ÆœøØłŁåÅıȷðþŋĐ"),
        (r"Sk\l odowska Mu\textcommabelow{s}at \uhorn \OHORN", "Skłodowska Mușat ưƠ"),
        (r"\LaTeX{} \TeX{} \ldots{} \textendash{} \textcopyright \textsection", "LaTeX TeX … – ©§"),
        (r"\ensuremath{\alpha} \textrightarrow{} \textperiodcentered", "α → ·"),
        (r"\'{\ae} \'{1} \'{} \c{} \'", "ǽ '1 ' \\c '"),
        (r"\foo{a} \foo{} b", r"a \foo b"),
        (r"\href{https://a.b/c_d%20}{e} \textcolor{red}{f} \color{red}g", "e f g"),
        (r"\url{https://a.b/c_d%20e}", "https://a.b/c_d%20e"),
        (r"\begin{center}a\end{center}", "centeracenter"),
        (r"50% of \% {10%}", "50% of % 10%"),
        (
            r"\input{/etc/hostname} \include{x} \write18{ls} \def\x{\x\x}\x",
            r"/etc/hostname x \write18ls \def\x\x\x",
        ),
        (r"a}b{c", "abc"),
        ("\\", "\\"),
    ],
)
def test_what_latex_prints(text: str, expected: str) -> None:
    assert decode(text) == expected


@settings(max_examples=100)
@given(st.text() | st.text("\\{}$%'\"`^~abciv "))
def test_any_text_is_decoded(text: str) -> None:
    decoded = decode(text)
    assert unicodedata.normalize("NFC", decoded) == decoded
    assert [letter for letter in text if letter.isdigit()] == [
        letter for letter in decoded if letter.isdigit()
    ]


@pytest.mark.parametrize(
    "part",
    ["{", "}", "\\'", "$", "$\\$", "\\href{", "\\ ", "\\a ", "\\color ", "\\textbf{", "-", "\\begin{a}"],
)
def test_decoding_takes_time_by_length(part: str) -> None:
    began = time.process_time()
    decode(part * (100_000 // len(part)))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("text", ["", "Heads", r"\textless{}a\& -{}- ``x''", "$x$ 50\\%"])
def test_ascii_stays(text: str) -> None:
    assert to_ascii(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Akyürek", r"Aky{\"u}rek"),
        ("Veličković", r"Veli{\v{c}}kovi{\'c}"),
        ("Mușat", r"Mu{\textcommabelow{s}}at"),
        ("Erdős, Szűcs", r"Erd{\H{o}}s, Sz{\H{u}}cs"),
        ("García, ǰ, įx, ị", r"Garc{\'{\i}}a, {\v{\j}}, {\k{i}}x, {\d{i}}"),
        ("Nguyễn Phương Đỗ Trở", r"Nguy{\~{\^e}}n Ph{\uhorn}{\ohorn}ng {\DJ}{\~{\^o}} Tr{\h{\ohorn}}"),
        ("Łukasz Østergård Straße Æsop", r"{\L}ukasz {\O}sterg{\r{a}}rd Stra{\ss}e {\AE}sop"),
        ("— “x” ’ … ½ ≥ α → ·", (r"{\textemdash} {\textquotedblleft}x{\textquotedblright} {\textquoteright}"
         r" {\textellipsis} {\textonehalf} {\ensuremath{\geq}} {\ensuremath{\alpha}} {\textrightarrow}"
         r" {\textperiodcentered}")),
        ("n̈ e\u0301", r"{\"n} {\'e}"),
        ("头 ħ 😍 e\u0363", r"{[U+5934]} {[U+0127]} {[U+1F60D]} e{[U+0363]}"),
        ("ǖ", r"{\={\"u}}"),
        (r"\textless{}é\&", r"\textless{}{\'e}\&"),
    ],
)  # fmt: skip
def test_letters_as_commands(text: str, expected: str) -> None:
    assert to_ascii(text) == expected


def test_every_letter_comes_back() -> None:
    assert [letter for letter in LETTERS if decode(to_ascii(letter)) != letter] == []
    assert len(LETTERS) > 400


def test_every_letter_of_the_languages_of_europe_has_a_command() -> None:
    letters = (
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġ"
        "ĢģĤĥĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚț"
    )
    assert "".join(letter for letter in letters if letter not in LETTERS) == ""


def test_another_decoder_reads_the_same() -> None:
    decoder = LatexNodes2Text()
    own = {
        "Ș",
        "ș",
        "Ț",
        "ț",
        *(letter for letter in LETTERS if {"\u031b", "\u0309"} & set(unicodedata.normalize("NFD", letter))),
    }
    other = [letter for letter in LETTERS if letter not in own]
    texts = [unicodedata.normalize("NFC", decoder.latex_to_text(to_ascii(letter))) for letter in other]
    assert "".join(texts) == "".join(other)


@settings(max_examples=100)
@given(st.text())
def test_any_text_becomes_ascii_with_balanced_braces(text: str) -> None:
    encoded = to_ascii(text.replace("{", "").replace("}", ""))
    assert encoded.isascii()
    depths = [encoded[: end + 1].count("{") - encoded[: end + 1].count("}") for end in range(len(encoded))]
    assert min(depths, default=0) >= 0
    assert encoded.count("{") == encoded.count("}")


def test_a_long_text_is_encoded_in_time() -> None:
    """By the processor's time; as a whole, pylatexenc took 15 s for it."""
    letters = "Æ\xe0¾\U00055b52"
    found = []
    judged = judge(lambda _: found.append(to_ascii(letters * 25_000)), b"")
    assert (judged.fault, found == [to_ascii(letters) * 25_000]) == ("", True)


@given(st.text(max_size=20))
def test_letters_are_encoded_by_themselves_as_they_are_together(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    alone = "".join(letter if letter.isascii() else _encoded(letter) for letter in composed)
    assert alone == _encoder().unicode_to_latex(composed)
