"""govlint: a linter for official Chinese writing (讲话稿, 工作报告, 公文)."""

__version__ = "0.1.0"
