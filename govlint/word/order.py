"""Where the schema wants the children of Word's properties; Word calls a file damaged that has them in another order.

ISO/IEC 29500-1, annex A: CT_PPr, CT_RPr, CT_SectPr, CT_Style, CT_Settings.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.word.package import W, Xml
from govlint.word.runs import new

_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
_STYLE = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
_LEVEL = "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
# What comes before w:evenAndOddHeaders.
_SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
)

PARAGRAPH, RUN, SECTION = _PARAGRAPH.split(), _RUN.split(), _SECTION.split()
STYLE, LEVEL, SETTINGS = _STYLE.split(), _LEVEL.split(), _SETTINGS.split()


def put(parent: Xml, child: Xml, order: Sequence[str]) -> Xml:
    """Put a child in its place among the others, in place of one of its name; gives it."""
    drop(parent, child.tag.removeprefix(W))
    return insert(parent, child, order)


def insert(parent: Xml, child: Xml, order: Sequence[str]) -> Xml:
    """Put a child behind all that the schema wants before it, beside others of its name; gives it."""
    before = {W + name for name in order[: order.index(child.tag.removeprefix(W)) + 1]}
    at = max((number for number, one in enumerate(parent, 1) if one.tag in before), default=0)
    parent.insert(at, child)
    return child


def give(parent: Xml, name: str, order: Sequence[str], **attributes: str) -> Xml:
    """A new child with these attributes, in place of one of its name."""
    return put(parent, new(parent, name, **attributes), order)


def open_(parent: Xml, name: str, order: Sequence[str]) -> Xml:
    """The child of this name, made where there is none."""
    found = parent.find(W + name)
    return insert(parent, new(parent, name), order) if found is None else found


def properties(element: Xml, name: str) -> Xml:
    """The w:pPr of a paragraph or the w:rPr of a run, which come first, made where there is none."""
    found = element.find(W + name)
    if found is None:
        found = new(element, name)
        element.insert(0, found)
    return found


def drop(parent: Xml, *names: str) -> None:
    """Take out the children of these names."""
    for child in [c for c in parent if c.tag in {W + name for name in names}]:
        parent.remove(child)
