### 督办 · 文案。每个键在两种语言里都要有(测试会核对)。

## 通用
app-name = 督办
app-tagline = 社会信用体系建设督查督办
monday = 周一
tuesday = 周二
wednesday = 周三
thursday = 周四
friday = 周五
saturday = 周六
sunday = 周日

## 时限
overdue-today = 今天已逾期
overdue-days = 已逾期{ $days }个工作日
due-today = 今天截止
due-before-next-working-day = 下个工作日前截止
due-in-days = 还有{ $days }个工作日

## 亮灯、状态、角色
light-not-due = 未到期
light-exempt = 免报
light-accepted-on-time = 按时办结
light-accepted-late = 逾期办结
light-submitted = 待审
light-due-soon = 临期
light-returned = 退回
light-overdue = 逾期
state-open = 待报
state-submitted = 待审
state-returned = 退回
state-accepted = 办结
state-exempt = 免报
state-retired = 撤销
role-liaison = 联络员
role-unit-leader = 单位负责人
role-office = 领导小组办公室
role-scoring-office = 绩效办
role-district-leader = 区领导
role-admin = 系统管理员

## 页面框架
skip-to-content = 跳到正文
nav-label = 主菜单
nav-mine = 我的事项
nav-overview = 总览
nav-reviews = 审核
nav-projects = 专项工程
nav-units = 单位
nav-calendar = 日历
nav-scores = 评分
nav-messages = 邮件
nav-accounts = 账号
sign-in = 登录
sign-out = 退出登录
login = 账号
password = 口令
sign-in-failed = 账号或口令不正确,请重新输入。
sign-in-help = 忘记口令或没有账号,请与领导小组办公室或系统管理员联系,由其发给您一次性链接。
password-set = 设置口令
password-change = 修改口令
password-for = 为 { $name }(账号 { $login })设置口令。
password-current = 当前口令
password-current-wrong = 当前口令不正确。
password-new = 新口令
password-again = 再输入一次
password-differs = 两次输入的口令不一致,请重新输入。
password-length = 口令至少{ $min }个字符。
save = 保存
back-home = 返回首页
required = 必填
reason = 理由
unit = 单位
duty = 事项
state = 状态
due-date = 时限
pager = 分页
previous-page = 上一页
next-page = 下一页
page-number = 第{ $page }页

## 出错页面
error-not-found = 没有这个页面
error-not-found-text = 地址可能写错了,或者内容已经移走。请从菜单进入。
error-forbidden = 您没有这项权限
error-forbidden-text = 该内容不属于您的单位,或者您的角色不能做这项操作。如有疑问,请与领导小组办公室联系。
error-form-token = 表单无效
error-form-token-text = 表单不是由本系统为您生成的,或者您已修改口令。没有保存任何内容。请返回上一页,刷新后重新提交。
error-session-ended = 登录已过期
error-session-ended-text = 没有保存任何内容,但您填写的内容还在浏览器里:请在新标签页登录,再返回上一页重新提交。
error-bad-request = 请求不完整
error-bad-request-text = 服务器没能读懂这次提交({ $what }),没有保存任何内容。请返回上一页重新提交。
error-too-large = 内容太大
error-too-large-text = 单个文件不能超过{ $limit } MB。没有保存任何内容。请返回上一页,压缩或拆分后重新提交。
error-too-many = 尝试次数过多
error-too-many-text = 登录失败次数过多,请15分钟后再试,或请管理员重发一次性链接。
error-conflict = 已有人先处理
error-conflict-text = 在您提交之前,这件事项的状态已经变化,您的操作没有生效。请返回查看最新情况。
error-internal = 系统出错
error-internal-text = 没有保存任何内容。错误已记录,请稍后再试;如仍出错,请与系统管理员联系。

## 操作结果
done-submitted = 已报送,等待审核。
done-acknowledged = 已签收。
done-accepted = 已通过,事项办结。
done-returned = 已退回,已通知该单位联络员。
done-exempted = 已免报。
done-reinstated = 已恢复为待报。
done-extension-asked = 延期申请已提交,等待批准。
done-extension-granted = 已批准延期。
done-extension-refused = 未批准延期。
done-password = 口令已设置。
done-account-created = 账号已创建。
done-account-updated = 账号已修改。
done-account-disabled = 账号已停用。
done-account-enabled = 账号已启用。

## 我的事项
tab-owed = 待办
tab-later = 以后
tab-sent = 已报
owed-empty = 近期没有要报的事项。到期前45天起,事项会出现在这里;更远的在“以后”里。
later-empty = 以后没有别的事项。
sent-empty = 还没有报送过。报送以后,可以在这里查看审核结果。
voluntary = 自愿
not-acknowledged = 未签收
no-due-date = 无固定时限
sent-late = (迟报)

## 事项页
from-the-plan = ——《实施方案》原文
requirement = 报送要求
evidence = 佐证材料
assisting-units = 配合单位
plan-gap = 原文未尽:
plan-assumed = 本系统按此理解:
last-instant = 最后时刻:
extended-from = 延期前:
submissions = 报送记录
submissions-empty = 还没有报送。报送内容和审核意见会显示在这里。
revision = 第{ $number }次报送
nil-return = 本期无
nil-return-choice = 本期无(请在上面说明情况)
decision-accepted = 审核通过
decision-returned = 审核退回
returned-why = 退回原因
reminders = 提醒记录
reminders-empty = 还没有发过提醒。临近时限时系统会发邮件提醒联络员。
history = 办理记录
history-empty = 还没有办理记录。
acknowledge = 签收
acknowledge-help = 表示已知悉这项任务
submit = 报送
submit-again = 重新报送
submit-replace = 修改后重新报送
report-text = 完成情况
files-help = 每个文件不超过{ $limit } MB,最多{ $files }个。
files-too-large = 文件“{ $names }”超过{ $limit } MB,没有保存。其他内容和文件已保留,请压缩或拆分后重新选择。
files-too-many = 文件太多:每次最多{ $limit }个。没有报送,请去掉一些后重新提交。
submission-has-faults = 没有报送:请按下面的提示修改后再提交。您填写的内容和文件都已保留。
your-text = 您刚才填写的内容(没有保存,可以复制)
fault-nothing = 请填写完成情况,或者附上佐证材料。
fault-text-too-long = 完成情况最多{ $max }个字。
fault-nil-not-allowed = 这项事项不能报“本期无”。
fault-nil-without-reason = 报“本期无”时请说明情况。
fault-nil-with-content = “本期无”不能同时附材料或填大于零的数据,请去掉其中之一。
fault-evidence-missing = 请附上佐证材料。
fault-figure-missing = 请填写“{ $figure }”,没有则填0。
fault-figure-not-a-number = “{ $figure }”应填写不小于0的整数。
fault-figure-too-large = “{ $figure }”不能大于“{ $whole }”。
fault-figure-unknown = 这项事项没有数据项“{ $name }”。

## 审核、延期、免报
review = 审核
review-reason = 审核意见(退回时必填)
accept = 通过
return = 退回
waiting-count = { $count }件待审
reviews-empty = 没有待审的报送。各单位报送后会按先后出现在这里。
extensions-waiting = 延期申请
extensions-empty = 没有待批的延期申请。
extension-ask = 申请延期
extension-until = 申请延至
extension-to = 延至{ " " }
extension-waiting = 待批的延期申请
extension-pending = 待批
extension-granted = 已批准
extension-refused = 未批准
extension-grant = 批准
extension-refuse = 不批准
extension-decision-reason = 意见(不批准时必填)
exempt = 免报
exempt-help = 免报后,该单位不再需要报送这一事项,也不计入考核。可以恢复。
reinstate = 恢复为待报
reinstate-help = 恢复后,该单位需要按原时限报送。
refused-own-submission = 不能审核自己报送的内容。
refused-stale = 在您打开页面之后,已有人先处理了这件事项,您的操作没有生效。下面是最新情况,您填写的内容已保留。
refused-wrong-state = 该事项现在是“{ $state }”,不能这样操作。您填写的内容已保留。
refused-extension-pending = 已有一个延期申请在等待批准。
refused-reason-missing = 请填写理由。
refused-no-due-date = 该事项没有固定时限,不需要延期。
refused-too-late = 已过时限,不能再申请延期。请尽快报送并说明情况。
refused-not-a-date = 日期没有读懂,请按“2026-07-15”的格式填写。
refused-not-later = 延至的日期必须晚于现在的时限。

## 时限规则
due-by = { $when }前
due-weekly = 每周{ $day }前
due-after-working = “{ $event }”之日起{ $days }个工作日内
due-after-calendar = “{ $event }”之日起{ $days }日内
due-standing = 长期推进,没有固定时限
due-undated = 原文没有写明时限
due-close = 下班({ $time })前
due-at = { $time }前
due-shift-previous = 遇休息日提前至前一个工作日
due-shift-next = 遇休息日顺延至下一个工作日
due-from-year = { $year }年起
due-until = 至“{ $milestone }”完成为止
months-every = 每月
months-even = 每个双数月
months-odd = 每个单数月
months-quarter = 每季度末月
months-half-year = 每年6月、12月
day-early = 上旬
day-middle = 中旬
day-last = 末
day-last-working = 最后一个工作日

## 办理记录、提醒
act-acknowledged = 签收
act-submitted = 报送
act-accepted = 审核通过
act-returned = 审核退回
act-exempted = 免报
act-reinstated = 恢复待报
act-extension-asked = 申请延期
act-extension-granted = 批准延期
act-extension-refused = 不批准延期
act-signed-in = 登录
act-password-set = 设置口令
act-plan-applied = 方案已分解
act-account-created = 创建账号
act-account-updated = 修改账号
act-account-disabled = 停用账号
act-account-enabled = 启用账号
act-link-made = 生成一次性链接
stage-before = 提前{ $days }个工作日
stage-due = 截止当天
stage-overdue = 逾期{ $days }个工作日
message-sent = 已发送
message-failed = 发送失败
message-queued = 待发送
## 邮件
mail-subject-soon = 【提醒】{ $unit }有{ $n }项事项临近截止，最早{ $date }到期
mail-subject-today = 【提醒】{ $unit }有{ $n }项事项今天截止
mail-subject-overdue = 【督办】{ $unit }有{ $n }项事项逾期未报，请尽快报送
mail-subject-owed = 【提醒】{ $unit }有{ $n }项事项待报
mail-subject-leader = 【督办】{ $unit }有{ $n }项事项逾期未报，请督促办理
mail-subject-office = 【督办】{ $units }个单位共{ $n }项事项逾期未报
mail-subject-returned = 【退回】{ $unit }报送的“{ $title }”需补正后重新报送
mail-salutation = { $who }：
mail-opening = 按照《{ $plan }》，贵单位现有{ $n }项事项需要报送，请在截止时间前登录督办系统办理。
mail-opening-overdue = 按照《{ $plan }》，贵单位现有{ $n }项事项需要报送，其中{ $overdue }项已逾期，请抓紧登录督办系统办理。
mail-opening-leader = 按照《{ $plan }》应由贵单位报送的以下{ $n }项事项，经提醒联络员仍逾期未报。请督促抓紧办理。
mail-opening-office = 按照《{ $plan }》应报送的事项中，以下{ $units }个单位共{ $n }项经提醒仍逾期未报，请予督办。
mail-overdue = 已逾期（{ $n }项）
mail-returned = 退回待重报（{ $n }项）
mail-today = 今天截止（{ $n }项）
mail-soon = 临近截止（{ $n }项）
mail-item = { $title }（{ $period }）
mail-item-of = { $unit }：{ $title }（{ $period }）
mail-due = 截止时间：{ $date }（{ $weekday }）{ $time }，{ $left }
mail-requirement = 报送要求：{ $requirement }
mail-link = 办理链接：
mail-closing = 确有困难不能按期完成的，请在截止时间前登录系统申请延期，并说明理由。
mail-returned-opening = 贵单位报送的下列事项经审核退回，请按上述理由补正后重新报送。
mail-reason = 退回理由：
mail-footer = 本邮件由督办系统自动发出，请勿直接回复。

## 提醒
remind-when = { $when }的提醒
remind-quiet = 此时不发送：提醒只在工作日{ $from }至{ $until }发出（休息日只发给当天有事项截止的人）。以下待到下一个发送时间：
remind-none = 没有需要提醒的人。
remind-returned = 退回待重报
remind-total = 共{ $people }人、{ $items }项。没有发送，也没有写入任何记录。
remind-unreachable = 以下单位有应报事项，但没有留下邮箱的联络员，收不到提醒：

## 命令行
plan-difference = 事项:新增{ $add },撤销{ $retire },恢复{ $revive },改期{ $moved },不变{ $same }
calendar-missing = 警告:没有{ $year }年的放假安排,工作日只按周一至周五计算。请在 calendar 文件夹中补充。
## 命令行:方案
cli-plan-title = 《{ $title }》({ $year }年)
cli-plan-holds = 《{ $title }》({ $year }年):{ $projects }个专项工程,{ $tasks }项重点任务,{ $duties }个报送事项,{ $indicators }项指标,{ $units }个单位(另有占位{ $placeholders }个、外部{ $external }个)
cli-plan-totals = 错误{ $errors }个,警告{ $warnings }个,提示{ $notes }个
cli-plan-leads = 牵头:{ $units }
cli-plan-responsible = 责任:{ $units }
cli-plan-each = { $count }个单位各自
cli-plan-any = 自愿({ $count }个单位)
cli-plan-joint = { $owner }(配合:{ $assists })
cli-plan-gap = 未写明:{ $gap }
cli-plan-rows = 共{ $count }项
cli-plan-assisting = { $owner }主办
cli-plan-no-unit = 没有叫“{ $name }”的单位。可写标识或名称,例如 { $example }
cli-plan-no-month = 看不懂月份“{ $month }”,请写作 { $example }

## 填报数据
figures-optional = 填报数据(涉及的单位填写)
