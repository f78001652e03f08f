/** The genres as the server names them. A test compares them with the server's. */

export const GENRES: ReadonlyArray<readonly [id: string, name: string]> = [
  ["speech", "讲话稿"],
  ["report", "报告"],
  ["notice", "通知"],
  ["request", "请示"],
  ["letter", "函"],
  ["reply", "批复"],
  ["minutes", "纪要"],
  ["opinion", "意见"],
  ["statute", "法规"],
  ["plan", "方案"],
  ["briefing", "简报"],
  ["appeal", "书信"],
  ["essay", "心得"],
  ["other", "其他"],
];
