from govlint.analysis.finding import Finding as Finding
from govlint.analysis.finding import Safety as Safety
from govlint.analysis.finding import Severity as Severity
from govlint.api import check as check
from govlint.api import fix as fix
from govlint.config.selection import UnknownRuleError as UnknownRuleError
from govlint.deserialize.yamlfile import StrictError as StrictError
from govlint.document.genre import Genre as Genre
from govlint.project.project import Project as Project
from govlint.project.project import Projects as Projects
from govlint.readers import load as load
from govlint.text.edits import Edit as Edit
from govlint.text.source import Source as Source
from govlint.text.source import SourceError as SourceError
from govlint.text.span import Span as Span

__version__: str
