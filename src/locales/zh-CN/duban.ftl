### 督办 · 文案。每个键在两种语言里都要有（测试会核对）。

## 通用
app-name = 督办
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
due-before-next-working-day = 下一个工作日前截止
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
skip-to-content = 跳至正文
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
sign-in-failed = 账号或口令不正确，请重新输入。
sign-in-help = 忘记口令或没有账号的，请与领导小组办公室或系统管理员联系，由其向您发放一次性链接。
password-set = 设置口令
password-change = 修改口令
password-for = 为 { $name }（账号 { $login }）设置口令。
password-current = 当前口令
password-current-wrong = 当前口令不正确。
password-new = 新口令
password-again = 确认新口令
password-differs = 两次输入的口令不一致，请重新输入。
password-length = 口令至少{ $min }个字符。
save = 保存
back-home = 返回首页
required = 必填
reason = 理由
unit = 单位
duty = 事项
state = 状态
due-date = 时限
labelled = { $label }：
figure-label = { $figure }（{ $unit }）
pager = 分页
previous-page = 上一页
next-page = 下一页
page-number = 第{ $page }页

## 出错页面
error-not-found = 没有这个页面
error-not-found-text = 地址可能有误，或者内容已经移除。请从菜单进入。
error-link-spent = 链接已失效
error-link-spent-text = 该链接已经使用过、已过期，或已被新的链接代替。如已设置口令，请直接登录；否则请与领导小组办公室或系统管理员联系，重新领取链接。
error-forbidden = 您没有此项权限
error-forbidden-text = 该内容不属于您所在单位，或者您的角色无权进行此项操作。如有疑问，请与领导小组办公室联系。
error-form-token = 表单无效
error-form-token-text = 表单不是由本系统为您生成的，或者您已修改口令。没有保存任何内容。请返回上一页，刷新后重新提交。
error-session-ended = 登录已过期
error-session-ended-text = 没有保存任何内容，但您填写的内容没有丢失：请先在新标签页登录，再回到本页重新提交。
error-bad-request = 请求不完整
error-bad-request-text = 服务器无法识别本次提交（{ $what }），没有保存任何内容。请返回上一页重新提交。
error-too-large = 内容过大
error-too-large-text = 单个文件不能超过{ $limit } MB。没有保存任何内容。请返回上一页，压缩或拆分后重新提交。
error-too-many = 尝试次数过多
error-too-many-text = 登录失败次数过多，请15分钟后再试，或请管理员重发一次性链接。
error-conflict = 已有人先处理
error-conflict-text = 在您提交之前，该事项的状态已经变化，您的操作没有生效。请返回查看最新情况。
error-internal = 系统出错
error-internal-text = 没有保存任何内容。错误已记录，请稍后再试；如仍出错，请与系统管理员联系。

## 操作结果
done-submitted = 已报送，等待审核。
done-acknowledged = 已签收。
done-accepted = 审核通过，事项办结。
done-returned = 已退回，已通知该单位联络员。
done-exempted = 已设为免报。
done-reinstated = 已恢复为待报。
done-extension-asked = 延期申请已提交，等待批准。
done-extension-granted = 已批准延期。
done-extension-refused = 未批准延期。
done-password = 口令已设置。
done-account-created = 账号已创建。
done-account-updated = 账号已修改。
done-account-disabled = 账号已停用。
done-account-enabled = 账号已启用。
done-mail-resent = 邮件已重新排队，即将发送。
done-mail-resent-none = 没有可以重新发送的邮件；打开各封邮件可查看原因。

## 我的事项
tab-owed = 待办
tab-later = 后续
tab-sent = 已报
owed-empty = 近期没有需要报送的事项。事项自到期前45天起列入本页，其余见“后续”。
later-empty = 没有后续事项。
sent-empty = 尚未报送。报送后，可在此查看审核结果。
voluntary = 自愿
not-acknowledged = 未签收
no-due-date = 无固定时限
sent-late = （迟报）

## 事项页
from-the-plan = ——《实施方案》原文
requirement = 报送要求
evidence = 佐证材料
assisting-units = 配合单位
plan-gap = 原文未写明：
plan-assumed = 本系统的理解：
last-instant = 截止时刻：
extended-from = 原定时限：
submissions = 报送记录
submissions-empty = 尚未报送。报送内容和审核意见将在此显示。
revision = 第{ $number }次报送
nil-return = 本期无
nil-return-choice = 本期无（请在上方说明情况）
decision-accepted = 审核通过
decision-returned = 审核退回
returned-why = 退回理由
history = 办理过程
acknowledge = 签收
acknowledge-help = 表示已知悉本事项
submit = 报送
submit-again = 重新报送
submit-replace = 修改后重新报送
report-text = 完成情况
files-help = 每个文件不超过{ $limit } MB，最多{ $files }个。
files-too-large = 文件“{ $names }”超过{ $limit } MB，没有保存。其他内容和文件已保留，请压缩或拆分后重新选择。
files-too-many = 文件过多：每次最多{ $limit }个。本次没有报送，请减少文件后重新提交。
submission-has-faults = 没有报送：请按以下提示修改后重新提交。您填写的内容和文件均已保留。
your-text = 您刚才填写的内容（没有保存，可以复制）
fault-nothing = 请填写完成情况，或者附上佐证材料。
fault-text-too-long = 完成情况最多{ $max }个字。
fault-nil-not-allowed = 该事项不能报“本期无”。
fault-nil-without-reason = 报“本期无”的，请说明情况。
fault-nil-with-content = 报“本期无”时，不能附佐证材料，也不能填写大于0的数据，请修改其中一项。
fault-evidence-missing = 请附上佐证材料。
fault-figure-missing = 请填写“{ $figure }”，没有的填0。
fault-figure-not-a-number = “{ $figure }”应填写不小于0的整数。
fault-figure-too-large = “{ $figure }”不能大于“{ $whole }”。
fault-figure-unknown = 该事项没有数据项“{ $name }”。

## 审核、延期、免报
review = 审核
review-reason = 审核意见（退回时必填）
accept = 通过
return = 退回
waiting-count = { $count }件待审
reviews-empty = 没有待审的报送。各单位的报送将按先后顺序列在此处。
extensions-waiting = 延期申请
extensions-empty = 没有待批的延期申请。
extension-ask = 申请延期
extension-until = 申请延至
extension-to = 延至{ " " }
extension-waiting = 待批的延期申请
extension-grant = 批准
extension-refuse = 不批准
extension-decision-reason = 意见（不批准时必填）
exempt = 免报
exempt-help = 免报后，该单位无需报送本事项，本事项也不计入考核。免报可以撤回。
reinstate = 恢复为待报
reinstate-help = 恢复后，该单位应按原时限报送。
refused-own-submission = 不能审核本人报送的内容。
refused-stale = 在您打开页面之后，已有人先处理了该事项，您的操作没有生效。以下是最新情况，您填写的内容已保留。
refused-wrong-state = 该事项当前为“{ $state }”，不能进行此项操作。您填写的内容已保留。
refused-extension-pending = 已有一项延期申请待批。
refused-reason-missing = 没有提交：请写明理由。
refused-no-due-date = 该事项没有固定时限，不需要延期。
refused-too-late = 已过时限，不能再申请延期。请尽快报送并说明情况。
refused-not-a-date = 无法识别日期，请按“2026-07-15”的格式填写。
refused-not-later = 延期后的日期必须晚于现行时限。

## 时限规则
due-by = { $when }前
due-by-time = { $when }{ $time }前
due-within = { $when }内
due-month-day = { $month }{ $day }日
due-day-of = { $months }{ $day }
due-quarter-end = 每季度末
due-weekly = 每周{ $day }前
due-weekly-time = 每周{ $day }{ $time }前
due-after-working = “{ $event }”之日起{ $days }个工作日内
due-after-calendar = “{ $event }”之日起{ $days }日内
due-standing = 长期推进，没有固定时限
due-undated = 原文未写明时限
due-with-note = { $rule }，{ $note }
due-close = 下班（{ $time }）
due-shift-previous = 遇休息日提前至前一个工作日
due-shift-next = 遇休息日顺延至下一个工作日
due-from-year = { $year }年起
due-until = 至“{ $milestone }”完成为止
months-every = 每月
months-even = 每个双数月
months-odd = 每个单数月
months-quarter = 每季度末月
months-listed = 每年{ $months }
day-early = 上旬
day-middle = 中旬
day-last = 末
day-last-working = 最后一个工作日
list-and = { $first }、{ $last }

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
act-plan-retired = 按方案撤销
act-plan-revived = 按方案恢复
act-plan-moved = 按方案改期
detail-plan-applied = 第{ $version }版：新增{ $add }项，撤销{ $retire }项，恢复{ $revive }项，改期{ $moved }项
detail-plan-moved = 由{ $from }改为{ $to }
act-account-created = 创建账号
act-account-updated = 修改账号
act-account-disabled = 停用账号
act-account-enabled = 启用账号
act-link-made = 生成一次性链接
act-mail-resent = 重新发送邮件
stage-before = 提前{ $days }个工作日
stage-due = 截止当天
stage-overdue = 逾期{ $days }个工作日
stage-returned = 退回后{ $days }个工作日
stage-before-calendar = 提前{ $days }天
stage-overdue-calendar = 逾期{ $days }天
stage-returned-calendar = 退回后{ $days }天
stage-review = 待审{ $days }个工作日
stage-review-calendar = 待审{ $days }天
message-sent = 已发送
message-failed = 发送失败
message-withdrawn = 不再发送
message-queued = 待发送
## 邮件
mail-subject-soon = 【提醒】{ $unit }有{ $n }项事项临近截止，最早{ $date }到期
mail-subject-today = 【提醒】{ $unit }有{ $n }项事项今天截止
mail-subject-overdue = 【督办】{ $unit }有{ $n }项事项逾期未报，请尽快报送
mail-subject-owed = 【提醒】{ $unit }有{ $n }项事项待报
mail-subject-leader = 【督办】{ $unit }有{ $n }项事项逾期未报，请督促办理
mail-subject-office = 【督办】{ $units }个单位共{ $n }项事项逾期未报
mail-subject-leader-owed = 【提醒】{ $unit }有{ $n }项事项待报，请督促办理
mail-subject-office-owed = 【提醒】{ $units }个单位共{ $n }项事项待报
mail-subject-led = 【督办】{ $unit }牵头的专项工程中，{ $units }个单位共{ $n }项事项待报，请予督促
mail-subject-returned = 【退回】{ $unit }报送的“{ $title }”需补正后重新报送
mail-salutation = { $who }：
mail-opening = 按照《{ $plan }》，贵单位现有{ $n }项事项需要报送，请在截止时间前登录督办系统办理。
mail-opening-overdue = 按照《{ $plan }》，贵单位现有{ $n }项事项需要报送，其中{ $overdue }项已逾期，请抓紧登录督办系统办理。
mail-opening-leader = 按照《{ $plan }》应由贵单位报送的以下{ $n }项事项，经提醒联络员仍逾期未报。请督促抓紧办理。
mail-opening-office = 按照《{ $plan }》应报送的事项中，以下{ $units }个单位共{ $n }项经提醒仍逾期未报，请予督办。
mail-opening-leader-owed = 按照《{ $plan }》应由贵单位报送的以下{ $n }项事项尚未办结。请督促抓紧办理。
mail-opening-office-owed = 按照《{ $plan }》应报送的事项中，以下{ $units }个单位共{ $n }项尚未办结，请予关注。
mail-opening-led = 按照《{ $plan }》，贵单位牵头的专项工程中，以下{ $units }个单位共{ $n }项事项尚未报送，请予督促。
mail-overdue = 已逾期（{ $n }项）
mail-returned = 退回待重报（{ $n }项）
mail-today = 今天截止（{ $n }项）
mail-soon = 临近截止（{ $n }项）
mail-led = 贵单位牵头的专项工程中，其他单位尚未报送（{ $n }项）
mail-closing-overdue = 确有困难的，请与领导小组办公室联系，并说明理由。
mail-opening-all-overdue = 按照《{ $plan }》，贵单位现有{ $n }项事项逾期未报，请抓紧登录督办系统办理。
mail-review = 待审核（{ $n }件）
mail-waits = { $stage }以上
mail-opening-review = 有{ $n }件报送等待审核已久，请及时审核。
mail-subject-review = 【待审】有{ $n }件报送等待审核
mail-moved = 时限有变（{ $n }项），附件可导入日历
mail-called-off = 不再需要报送
mail-item = { $title }（{ $period }）
mail-item-of = { $unit }：{ $title }（{ $period }）
mail-due = 截止时间：{ $date }（{ $weekday }）{ $time }，{ $left }
mail-requirement = 报送要求：{ $requirement }
mail-link = 办理链接：
mail-more = 另有{ $n }项未列出，请登录系统查看：
mail-closing = 确有困难不能按期完成的，请在截止时间前登录系统申请延期，并说明理由。
mail-returned-opening = 贵单位报送的下列事项经审核退回，请按上述理由补正后重新报送。
mail-reason = 退回理由：
mail-footer = 本邮件由督办系统自动发出，请勿直接回复。

## 提醒
remind-when = { $when }的提醒
remind-quiet = 此时不发送。提醒的发送时段：{ $hours }。以下待到下一个发送时间：
remind-none = 没有需要提醒的人。
remind-returned = 退回待重报
remind-total = 共{ $people }人、{ $items }项。没有发送，也没有写入任何记录。
remind-done = 新生成提醒{ $queued }封，尝试发送邮件{ $tried }封。不在发送时间的，待到下一个发送时间。
remind-unreachable = 以下单位有应报事项，但没有已登记邮箱的联络员，收不到提醒：

## 命令行
plan-difference = 事项：新增{ $add }，撤销{ $retire }，恢复{ $revive }，改期{ $moved }，不变{ $same }
calendar-missing = 警告：没有{ $year }年的放假安排，工作日只按周一至周五计算。请在 calendar 文件夹中补充。
## 命令行：方案
cli-plan-title = 《{ $title }》（{ $year }年）
cli-plan-holds = 《{ $title }》（{ $year }年）：{ $projects }个专项工程，{ $tasks }项重点任务，{ $duties }个报送事项，{ $indicators }项指标，{ $units }个单位（另有占位{ $placeholders }个、外部{ $external }个）
cli-plan-totals = 错误{ $errors }个，警告{ $warnings }个，提示{ $notes }个
cli-plan-leads = 牵头：{ $units }
cli-plan-responsible = 责任：{ $units }
cli-plan-each = { $count }个单位各自
cli-plan-any = 自愿（{ $count }个单位）
cli-plan-joint = { $owner }（配合：{ $assists }）
cli-plan-gap = 未写明：{ $gap }
cli-plan-rows = 共{ $count }项
cli-plan-assisting = { $owner }主办
cli-plan-no-unit = 没有名为“{ $name }”的单位。可写标识或名称，例如 { $example }
cli-plan-no-month = 无法识别月份“{ $month }”，请写作 { $example }

## 填报数据
figures-optional = 填报数据（涉及的单位填写）
## 账号
account-new = 新建账号
account-create = 创建账号
account-count = 共{ $count }个
account-search = 查找账号、姓名或单位
search = 查找
accounts-none-match = 没有符合条件的账号。
account-name = 姓名
account-role = 角色
account-email = 邮箱
account-email-none = 未填写
account-active = 可登录
account-no-password = 待设口令
account-disabled = 已停用
account-since = 创建时间
account-disabled-since = 停用时间
account-choose = 请选择
account-no-unit = 不属于单位
account-role-help = 联络员和单位负责人属于一个单位，其他角色不属于单位。角色和单位确定后不能修改，需要变动的，请停用后另建账号。
account-unit-help = 仅联络员和单位负责人需要选择。
account-login-help = 登录时使用，不区分大小写，例如姓名全拼或工号。
account-email-help = 用于接收提醒和退回通知；不填则收不到邮件。
account-not-saved = 没有保存：请按以下提示修改后重新提交。
account-role-missing = 请选择角色。
account-unit-missing = 该角色属于一个单位，请选择单位。
account-unit-unwanted = 该角色不属于单位，请选择“不属于单位”。
account-login-wrong = 账号应为2至{ $max }个字符，只能用文字、数字和 . - _ @，中间不能有空格。
account-login-taken = 账号“{ $login }”已被使用，请另选一个。
account-name-wrong = 请填写姓名，最多{ $max }个字。
account-email-wrong = 邮箱地址不正确，应类似 zhangsan@example.gov.cn。
account-edit = 修改姓名和邮箱
account-link-make = 生成一次性链接
account-link-help = 用于忘记口令或链接过期的情形。新链接生成后，以前的链接立即失效；设置新口令之前，原口令仍然有效。
account-link-for = { $name }的一次性链接
account-link-once = 请将以下链接交给本人，由本人打开并设置口令。链接只显示这一次，且只能使用一次。
account-link-until = 有效期至{ " " }
account-link-care = 持有链接的人即可登录此账号，请当面或通过可靠的内部渠道转交，不要发到工作群。
account-back-to-one = 查看账号
account-disable = 停用账号
account-disable-help = 停用后，该账号立即退出登录，不能再登录，也不再收到邮件；以前的报送和办理记录保留。停用后可以重新启用。
account-enable = 启用账号
account-enable-help = 启用后可用原口令登录；忘记口令的，请再生成一次性链接。
account-enable-first = 该账号已停用。请先启用，再生成链接。
account-not-yourself = 不能停用自己的账号，请由另一位系统管理员操作。
account-last-admin = 这是最后一个能登录的系统管理员账号，不能停用。请先新建另一位系统管理员。
account-units-without = { $count }个单位应报送材料，但尚无联络员账号
account-units-without-help = 这些单位无法报送，也收不到提醒。点击单位名称为其新建联络员账号。
account-log = 操作日志
account-log-all = 查看全部日志（含登录）
account-log-empty = 尚无记录。账号的创建、修改、停用和登录将记录在此。
log-when = 时间
log-who = 操作人
log-what = 操作
log-about = 内容
log-from = 来源地址
log-system = 系统

## 评分
scores-empty = 尚无到期事项。首批事项到期后，各单位的得分和位次将在此显示。
scores-caption = 各单位得分和位次（满分{ $full }分）
scores-unranked = 不参加排名的单位
score-live = 按截至{ $now }的数据实时计算（评分规则第{ $version }版），尚未公布，将随报送和审核变化。
score-rank = 位次
score-total = 总分
score-grade = 等次
score-rate = 按时报送率
score-due = 已到期
score-on-time = 按时
score-late = 迟报
score-missing = 未报
score-returned = 退回次数
score-nothing-due-yet = 尚无计入考核的到期事项
score-owes-nothing = 方案未要求该单位报送有时限的事项
score-of = { $unit }评分表
score-empty = 该单位尚无计入考核的到期事项，不参加排名。有事项到期后，得分和每一分的依据将在此显示。
score-nothing-lost = 没有扣分。
score-sum-on-time = 到期{ $due }件，按时报送{ $held }件：{ $full } × { $held } ÷ { $due } = { $got }
score-sum-accepted = 到期{ $due }件，办结{ $held }件：{ $full } × { $held } ÷ { $due } = { $got }
score-sum-deduct = { $full } − { $lost } = { $got }
score-sum-floor = 应扣{ $lost }分，超过本项{ $full }分，扣完为止
score-causes = 失分事项（{ $count }项）
score-first-sent = 首次报送
score-cause = 原因
score-lost = 扣分
score-reason-late = 迟报
score-reason-missing = 未报
score-reason-returned = 退回{ $times }次
score-reason-not-accepted = 未办结
score-share-note = 每件扣分按四舍五入保留两位小数，合计可能与本项失分有细微差异；本项得分以上面的算式为准。
score-all = 计入考核的全部事项（{ $count }件）
score-all-help = 已到期的应报事项；免报、撤销、自愿、没有时限和尚未到期的不计入。
score-timeliness = 报送情况

## 邮件页
messages-to-files = 未配置邮件服务器：邮件不会发出，而是写成文件，存放在服务器的 { $folder } 文件夹中。
messages-all = 全部
messages-by-state = 按状态查看
messages-empty = 尚无邮件。临近时限或报送被退回时，系统发给各单位的邮件将列在此处。
messages-none-in-state = 没有处于这一状态的邮件。
message-sending = 发送中
message-to = 收件人
message-subject = 主题
message-kind = 类别
message-created = 生成时间
message-sent-at = 发送时间
message-attempts = 尝试次数
message-next-try = 下次尝试
message-reply = 服务器答复
message-attachments = 附件
message-text = 正文
message-text-hidden = 正文涉及单位的具体事项，只有领导小组办公室能看。
message-html = HTML 正文的源码
message-superseded = 未发出：已由后来的提醒代替
message-account-disabled = 未发出：发送前账号已停用
message-settled = 未发出：发送前所提醒的事项均已报送、已延期或不再需要报送
message-digest = 每日提醒
message-returned = 退回通知
## 方案、单位页面
project-name = 专项工程{ $number } { $title }
unit-placeholder = 占位
unit-external = 外部
total = 合计
progress = 进展
position = 序号
who = 责任单位
leads = 牵头：
leads-label = 牵头单位
responsible-label = 责任单位（{ $n }个）
tasks-and-duties = 重点任务和报送事项
no-duties = 无单独报送事项
assisted-by = ，配合：
each-responsible = 本工程各责任单位（{ $n }个）
each-of-group = { $name }（{ $n }个）
each-of = { $n }个单位
figures-label = 填报数据
figure-unit = （单位：{ $unit }）
nil-is-allowed = 本期没有可报内容的，可报“本期无”并说明情况。
all-periods = 显示全部{ $n }期
overview-caption = 各单位在各专项工程的进展
project-caption = 各单位在各项重点任务的进展
reports-caption = 各单位各期报送情况
matrix-help = 每格为该单位最需要关注的亮灯及件数，其后为“办结/应办”件数；点击可查看具体事项。
units-caption = 各单位在方案中的分工，按原文首次提及的先后排列
leads-projects = 牵头的专项工程
shares-projects = 参与的专项工程
aliases = 原文别称：
unit-in-plan = 在方案中的分工
unit-duties = 承担的事项
unit-owes-nothing = 方案未安排该单位报送事项。
lead-unit = 牵头
responsible-unit = 责任
named-unit = 指定承担
assists = 配合
all-projects = 全部专项工程
not-due-folded = 未到期{ $n }期
done-on-time-folded = 按时办结{ $n }期

## 总览
as-of = 截至{ " " }
headline-due = 截至目前应报
headline-on-time = 按时报送
items = { $n }项
in-units = 涉及{ $n }个单位
nothing-due-yet = 尚无到期
go-review = 前往审核
unreachable = { $n }个单位收不到提醒
unreachable-help = 以下单位有应报事项，但没有已登记邮箱的联络员。请系统管理员在“账号”中补充。
due-in-two-weeks = 今后14天到期
nothing-coming = 今后14天没有到期的事项。
overdue-by-unit = 逾期未报
nothing-overdue = 没有逾期未报的事项。
more-of-unit = 该单位还有{ $n }项逾期

## 日历
calendar-of = 日历：{ $month }
months = 月份
previous-month = 上个月
this-month = 本月
next-month = 下个月
today = 今天
day-off = 休
day-worked = 班
calendar-legend = “休”为法定节假日，“班”为调休上班日。
calendar-empty = 本月没有到期的事项。
calendar-unknown = 尚无{ $year }年的放假安排，节假日和调休未标出，工作日按周一至周五计算。

## 设计系统
unsent = 没有连上服务器，内容未送出。您填写的内容仍在页面上，请检查网络后再试一次。
crumbs = 所在位置
dismiss = 知道了
cancel = 取消
sort-by = 按“{ $column }”排序
files-choose = 选择文件
files-drop-here = 或将文件拖放到此处
chart-item = 项目
chart-value = 数值
chart-table = 查看数据
styleguide = 样式总览
style-intro = 本系统所用的界面部件及其各种状态。只在演示中可见。
style-tokens = 颜色
style-lights = 亮灯和标记
style-buttons = 按钮
style-asking = 操作前确认
style-fields = 表单
style-table = 表格
style-table-caption = 点击列名排序。
style-navigation = 导航
style-said = 提示
style-figures = 数字
account-acts = 账号操作
scores-by-grade = 各等次单位数
scores-units = { $n }个
style-charts = 图表
## 登录过期后重新提交
typed-sign-in = 在新标签页登录
typed-again = 重新提交
typed-files = 文件“{ $names }”没有保存，请重新选择。
## 草稿、续传、预览
draft-save = 保存草稿
draft-saved-at = 草稿已于{ $at }保存。
draft-opened = 以下是您于{ $at }保存的草稿，尚未报送。
draft-older = 保存草稿之后，本单位又有新的报送，请核对后再报送。
draft-of-colleague = { $name }于{ $at }也保存了本事项的草稿，请与其商定由谁报送。
draft-discard = 放弃草稿
draft-discard-what = 草稿中的文字、数据和为其上传的文件都将删除，不能恢复；已报送的内容不受影响。
draft-changed = 没有保存：您在另一窗口保存了不同的内容。两份内容都在下面，请核对；再次保存或者报送，以表单中的内容为准。
draft-changed-quiet = 您在另一窗口保存了不同的内容，本窗口的内容尚未保存。
draft-other = 另一窗口于{ $at }保存的内容
draft-take-mine = 以本窗口的内容为准
draft-take-other = 改用另一窗口的内容
done-submitted-once = 已报送，等待审核。内容相同的文件已合并为一份。
done-draft-saved = 草稿已保存，尚未报送。
done-draft-discarded = 草稿已放弃。
file-twice = “{ $name }”与“{ $first }”内容相同，只保留“{ $first }”。
file-remove = 移除
file-remove-name = 移除“{ $name }”
preview = 预览
preview-name = 预览“{ $name }”
preview-failed = 不能显示，请下载后查看。
files-paste = 截图可以直接粘贴；连接中断后，上传会自动继续。
script-unsaved = 草稿尚未保存，连接恢复后自动重试。
script-signed-out = 登录已过期，尚未保存：请在新标签页登录，本页将自动重试。
script-after-files = 文件上传完毕后自动继续，请勿关闭本页。
script-files-failed = 有文件未能上传：请取消该文件或者重新选择，再继续。
script-screenshot = 截图
script-waiting = 等待上传
script-percent = 已上传{ $percent }%
script-interrupted = 连接中断（已上传{ $percent }%），恢复后自动续传
script-broken = “{ $name }”上传中断，恢复后自动续传。
script-uploaded = “{ $name }”已上传。
script-cancel = 取消
script-cancelled = 已取消“{ $name }”。
script-too-large = 超过{ $limit } MB，没有上传。请压缩或拆分后重新选择。
script-empty = 文件是空的，没有上传。
script-failed = 未能上传，请取消后重新选择。

## 总览：标题句、筛选、清单
overview-of = 总览（{ $chosen }）
overview-empty = 没有符合筛选条件的事项。请更换条件，或清除筛选。
matrix-keys = 用方向键可在各格之间移动。
legend = 图例：
filter-group = 单位类别
filter-project = 专项工程
filter-light = 亮灯
filter-month = 到期月份
filter-any = 全部
filter-apply = 筛选
filter-clear = 清除筛选
filter-chosen = 筛选条件：{ $chosen }
due-in-month = { $month }到期
lead-nothing-due = 截至目前尚无到期事项。
lead-rate = 按时率{ $rate }
lead-red = { $units }个单位逾期{ $n }项
lead-none-red = 没有单位逾期
lead-up = { $month }到期事项按时率{ $rate }，比{ $before }上升{ $points }个百分点
lead-down = { $month }到期事项按时率{ $rate }，比{ $before }下降{ $points }个百分点
lead-same = { $month }到期事项按时率{ $rate }，与{ $before }持平
red-rest = 其余{ $n }个单位
trend-title = 各月到期事项按时率
waits-days = 最早一件已等{ $days }个工作日
waits-today = 均为今天报送
overdue-count = 逾期项数
overdue-longest = 最早到期
overdue-rest = 其余{ $n }个逾期单位
listed-all = 全部事项
listed-every = 全部
listed-share = 应办{ $total }项，办结{ $done }项
listed-empty = 没有符合条件的事项。
## 检索
nav-search = 检索
search-of = 检索：{ $query }
search-label = 检索单位、任务、事项和报送内容
search-placeholder = 检索：词语、拼音首字母或编号
search-kinds = 检索结果类别
search-all = 全部
search-tasks = 重点任务
search-duties = 报送事项
search-obligations = 应办事项
search-reports = 报送内容
search-all-of = 查看全部{ $kind }（{ $n }）
search-nothing = 没有找到相关内容。请检查用字，或减少关键词后再试。
search-none-of-kind = 该类别没有找到相关内容。
search-narrow = 仅显示前200条，请增加关键词以缩小范围。
search-hints = 可以这样检索
search-hint-words = 中文词语，两个字即可：
search-hint-pinyin = 拼音首字母或全拼：
search-hint-number = 重点任务编号：
search-hint-english = 英文名称：
search-hint-several = 多个关键词用空格分开，可加上月份或周次：
search-periods = 共{ $n }期
search-sent-at = 报送时间：
search-file = 佐证材料：

## 新变化
nav-changes = 动态
changes-unread = 条未读
changes-new = 未读
changes-all = 全部
changes-since = { $at }以来的变化
changes-read = 知道了
changes-none-new = 没有未读的变化。有新的报送、审核、延期、逾期或提醒时，会显示在这里。
changes-none = 还没有变化。
change-overdue = 新逾期
change-added = 新增事项
change-reminded = 收到提醒
change-reminded-of = 涉及{ $n }项
change-mail-failed = 邮件发送失败
change-open-message = 查看邮件
done-changes-read = 已标为已读。

## 邀请联络员
nav-invitations = 联络员
account-phone = 手机
account-phone-wrong = 手机或电话最多{ $max }个字符。
act-person-invited = 邀请
message-invitation = 账号邀请
message-test = 测试
message-resend = 重新发送
message-resend-help = 将按原文再发送一次，收件地址为该账号现在的邮箱 { $address }。如果收件方其实已经收到，两封邮件的编号（Message-ID）相同。此操作会记入操作日志。
messages-resend = 全部重新发送
messages-resend-help = 所有发送失败的邮件将按各账号现在的邮箱再发送一次，群机器人的消息再发到群里；已停用的账号、没有邮箱的账号、账号邀请、测试邮件和已有更新提醒的除外。此操作会记入操作日志。
message-resend-link-gone = 邀请中的一次性链接已随发送失败作废：请在“联络员”页面重新邀请。
message-resend-test = 测试邮件不重新发送，群机器人的测试消息也是：请在“开始使用”页面再试发一次。
message-resend-disabled = 该账号已停用，不再向其发送邮件。
message-resend-no-address = 该账号没有邮箱：请先在账号中填写，再重新发送。
message-resend-later-digest = 此后已有更新的每日提醒，包含本封的全部内容，不再重新发送。
message-link-hidden = 链接只出现在发出的邮件中，此处不显示。
mail-subject-invitation = 【督办】您的督办系统账号已开通，请设置口令
mail-invitation-opening = 为落实《{ $plan }》，已为您开通督办系统账号，角色为{ $role }。请打开以下链接设置口令，设置后即可登录。
mail-invitation-account = 账号：{ $login }
mail-invitation-until = 链接有效期至：{ $until }，只能使用一次
mail-invitation-link = 设置口令：
mail-invitation-closing = 以后请从 { $address } 登录。持有此链接的人即可登录您的账号，请勿转发。链接过期的，请联系领导小组办公室重新发送。
mail-subject-test = 【督办】测试邮件
mail-test-opening = 这是一封测试邮件。您能看到它，说明督办系统的提醒可以送达此邮箱。
mail-test-at = 发送时间：{ $at }
mail-test-link = 督办系统：
invite-new = 邀请联络员
invite-search = 查找姓名、邮箱或单位
invite-nobody = 尚无联络员。邀请之后，各单位的联络员和单位负责人将列在此处。
invite-no-liaison = { $count }个单位应报送材料，但尚无联络员
invite-no-liaison-help = 这些单位无法报送，也收不到提醒。请点击“邀请联络员”，可将名单一次贴入；下载的模板中已列好这些单位。
invite-no-email = { $count }个单位有联络员，但都没有邮箱
invite-no-email-help = 这些单位收不到提醒。请将邮箱填入名单后再次导入，已有的账号只更新邮箱。
invite-waiting = { $count }人已邀请，尚未设置口令，还不能登录。可在名单中重新发送链接。
invite-again-mail = 重新发送邀请
invite-again-link = 重新生成链接
invite-step-list = 准备名单：从 Excel 复制后直接粘贴，或者选择文件。模板：
invite-or = 或{ " " }
invite-template-xlsx = Excel 模板
invite-template-csv = CSV 模板
invite-template-name = 联络员名单模板
invite-step-check = 预检：逐行说明结果，此时不写入任何内容。
invite-step-confirm = 确认：创建账号，并通过邮件发出一次性链接；没有邮箱的，显示链接由您转交。
invite-paste = 粘贴名单
invite-paste-help = 每行一人，需有单位和姓名，邮箱、手机可不填。首行写列名的，各列顺序不限；没有列名的，依次为单位、姓名、邮箱、手机。最多{ $max }人。
invite-example =
    单位	姓名	邮箱	手机
    区教育局	张三	zhangsan@example.gov.cn	13800000000
invite-file = 或者选择文件
invite-file-help = Excel 工作簿（.xlsx，读取第一张工作表）或 CSV 文件，最大1 MB。选择了文件的，以文件为准。
invite-check = 预检名单
invite-empty = 名单中没有人。请粘贴名单或选择文件，每行至少要有单位和姓名。
invite-too-long = 名单超过{ $max }人，请分几次导入。
invite-no-columns = 找不到“单位”和“姓名”两列。请在首行写明列名，例如：单位、姓名、邮箱、手机。
invite-file-kind = 无法识别该文件。请选择 .xlsx 工作簿或 CSV 文件；旧格式（.xls）或加密的文件，请先另存为未加密的 .xlsx。
invite-file-broken = 该工作簿无法打开，可能已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx，再试一次。
invite-file-too-large = 文件过大：最大{ $mib } MB，解压后也不能过大。请只保留名单所在的工作表。
invite-check-title = 预检结果
invite-no-head = 没有找到列名，已按单位、姓名、邮箱、手机的顺序读取。如有错位，请在首行写明列名。
invite-changed-meanwhile = 尚未写入任何内容：名单或账号在此期间有变化，结果与刚才不同。以下是最新的预检结果，请核对后再确认。
invite-sum-mailed = 新建{ $count }个账号，一次性链接通过邮件发出
invite-sum-handed = 新建{ $count }个账号，没有邮箱，一次性链接由您转交
invite-sum-changed = 更新{ $count }人的邮箱或手机
invite-sum-wrong = { $count }行有问题，不处理；改正后可再次导入
invite-sum-nothing = 没有需要办理的内容。
invite-nothing-yet = 以上内容尚未写入。确认后立即生效。
invite-confirm = 确认办理（{ $count }人）
invite-wrong-rows = 需要改正（{ $count }行）
invite-act-rows = 将要办理（{ $count }人）
invite-same-rows = 没有变化（{ $count }人）
invite-edit-list = 修改名单后重新预检
invite-line = 行号
invite-outcome = 结果
invite-written = 名单中写作“{ $text }”
invite-is-new = 新建
invite-is-changed = 更新
invite-is-same = 不变
invite-is-wrong = 有问题
invite-by-mail = 链接通过邮件发出
invite-by-hand = 没有邮箱，链接由您转交
invite-mailed-again = 尚未设置口令，将向新邮箱重新发送链接
invite-still-waiting = 已邀请，尚未设置口令
invite-unit-missing = 没有写单位，请补上。
invite-unit-unknown = 没有名为“{ $unit }”的单位，请按方案中的名称填写。
invite-unit-meant = 没有名为“{ $unit }”的单位，是否指“{ $meant }”？请改正。
invite-unit-external = 该单位不承担报送任务，不需要联络员。
invite-role-unknown = 无法识别角色“{ $role }”，请写“联络员”或“单位负责人”，不写即为联络员。
invite-name-missing = 没有写姓名，请补上。
invite-name-wrong = 姓名过长，请改正。
invite-email-wrong = 邮箱“{ $email }”不正确，应类似 zhangsan@example.gov.cn；没有邮箱的请留空。
invite-email-twice = 邮箱与第{ $line }行相同，每人应使用各自的邮箱。
invite-email-taken = 该邮箱已由{ $name }使用，请核对；人员调整的，请系统管理员先停用原账号并改去其邮箱。
invite-phone-wrong = 手机“{ $phone }”不正确，请填写号码；表格中显示为科学记数的，请先将单元格改为文本。
invite-login-wrong = 账号应为2至40个字符，只能用文字、数字和 . - _ @。
invite-login-twice = 账号与第{ $line }行相同，请换一个。
invite-login-taken = 账号“{ $login }”已被使用，请换一个。
invite-person-twice = 与第{ $line }行是同一人，请删去一行。
invite-disabled = 此人的账号已停用。仍由其担任的，请系统管理员启用。
invite-done = 办理结果
invite-mailed = { $count }人的邀请正在通过邮件发出
invite-mailed-help = 链接{ $days }天内有效，只能使用一次。未送达的，可在“邮件”中查看原因；过期的，可在联络员名单中重新发送。
invite-changed = 已更新{ $count }人
invite-handed = { $count }人的一次性链接，请转交
invite-handed-once = 以下链接只显示这一次，离开本页后无法再看到。请立即打印或分别转交本人。
invite-link = 一次性链接
invite-to-list = 查看联络员名单
invite-more = 继续邀请
invite-sheet-people = 联络员名单
invite-sheet-units = 单位
invite-sheet-choose = 请从列表中选择。
invite-sheet-help =
    填写说明
    在“联络员名单”中每行填写一人。尚无联络员的单位已列出，其他单位可从下拉列表中选择。
    一个单位有多人的，每人一行；不需要填写的单位可以留空，导入时自动跳过。
    角色不填即为联络员；单位负责人请选择“单位负责人”。
    邮箱用于接收账号、提醒和退回通知，每人应使用各自的邮箱。
    填好后在督办系统的“联络员”页面点击“邀请联络员”，选择本文件。

## 开始使用
start-title = 开始使用
start-link-help = 按步骤核对一遍，今后的工作就能顺利开展。
start-intro = 已完成{ $done }项，共{ $all }项。是否完成由系统按实际情况判断，随时可以回来查看。
start-all-done = 各项均已完成。今后如有变化，可从页面底部的“开始使用”再次查看。
start-to-work = 进入日常页面
start-put-away = 不再提示
start-put-away-help = 点击“不再提示”后，首页不再显示本页的链接；仍可从页面底部进入。
start-step-done = 已完成
start-step-open = 待办
done-start = 已不再提示。需要时可从页面底部的“开始使用”进入。
start-mail = 核对您的邮箱
start-mail-why = 提醒和退回通知都发到此邮箱，写错了就收不到。
start-mail-is = 您的邮箱：
start-mail-wrong = 不正确的，请联系领导小组办公室更改。
start-mail-none = 您还没有登记邮箱，收不到任何提醒。请将邮箱告诉领导小组办公室或系统管理员。
start-mail-none-admin = 您的账号没有邮箱，无法试发。请先填写。
start-mail-add = 填写我的邮箱
start-mail-send = 给自己发一封测试邮件
start-mail-test = 试发邮件
start-mail-test-why = 提醒、退回通知和账号邀请都靠邮件送达。先给自己发一封，确认邮件服务器设置正确。
start-mail-taken = 测试邮件已交给邮件服务器，请查看收件箱（包括垃圾邮件）。
start-mail-to-file = 没有配置邮件服务器，测试邮件已写成文件，没有发出。
start-mail-on-its-way = 测试邮件正在发送，请稍后刷新。
start-mail-reply = 服务器答复：
start-mail-auth = 没有发出：邮件服务器不接受所填的账号或口令。请核对 smtp.username 和 smtp.password；有的邮箱要使用单独的授权码。
start-mail-tls = 没有发出：加密连接或证书有问题。请核对 smtp.encryption；使用内部证书的，请设置 smtp.ca_file。
start-mail-silent = 没有发出：邮件服务器没有应答。请核对 smtp.host、smtp.port 和防火墙。
start-mail-address = 没有发出：邮件服务器不接受收件地址或发件地址。请核对您的邮箱和 smtp.from。
start-mail-unreachable = 没有发出：连接不上邮件服务器。请核对 smtp.host 和 smtp.port。
start-mail-other = 没有发出：邮件服务器没有收下。请将以下答复转给邮件服务器的管理员。
start-mail-too-many = 一小时内最多发送{ $limit }封测试邮件，请稍后再试。
start-plan = 实施方案已分解
start-plan-why = 方案是一切的依据：每个报送事项、责任单位和时限都由它分解而来。
start-plan-is = 《{ $title }》第{ $version }版，{ $duties }个报送事项。
start-plan-link = 查看方案
start-central = 办公室、绩效办和领导的账号
start-central-why = 办公室审核报送，绩效办评分，领导查看总览，各至少一人。
start-central-missing = 尚缺：
start-central-new = 新建{ $role }账号
start-liaisons = 各单位都有联络员
start-liaisons-why = 没有联络员的单位无法报送，也收不到提醒。名单可以一次贴入。
start-liaisons-why-admin = 没有联络员的单位无法报送。可由您导入名单，也可由领导小组办公室导入。
start-settings = 系统设置
start-settings-why = 以下设置影响邮件中的链接、登录安全和日志。修改后重新启动程序生效。
start-settings-local = public_url 是“{ $url }”：只能在服务器本机打开，邮件中的链接别人打不开。请改为大家使用的网址。
start-settings-http = public_url 是“{ $url }”：没有加密，口令会明文传输。请在前面设置 https 反向代理，并将 public_url 改为 https:// 开头。
start-settings-proxies = 使用了 https，但 trusted_proxies 为0：日志中的来源地址都是代理的地址，登录限制也会互相影响。请设为反向代理的个数。
start-settings-smtp = 没有配置 smtp：邮件只写成文件，不会发出。
start-emails = 各单位都收得到邮件
start-emails-why = 联络员没有邮箱的单位，只能靠电话催报。
start-waiting = 受邀的人都已设置口令
start-waiting-why = 没有设置口令的人还不能登录，可以重新发送链接或者打电话提醒。
start-reviews = 没有积压的待审报送
start-reviews-why = 报送只有审核通过才算办结；退回的应写明理由，单位会立即收到邮件。
start-failed = 没有发送失败的邮件
start-failed-why = 发送失败的邮件，收件人并不知道。请核对邮箱后用其他方式告知。
start-failed-count = { $count }封邮件发送失败
start-rules = 评分规则
start-rules-why = 各项分值应与满分一致，每一分都能追溯到具体事项。
start-rules-are = 评分规则第{ $version }版，满分{ $full }分：
start-scores = 已有可以评分的事项
start-scores-why = 得分随报送和审核实时计算；点开单位可以看到每一分的依据。
start-overview = 总览中已有进展
start-overview-why = 总览说明多少事项按时、哪些单位逾期，点开任何一格都能看到具体事项。
start-due-count = 已有{ $count }项到期
start-next = 签收最近一项
start-next-why = 签收表示您已经知道要报什么、什么时候报。请打开事项，看清报送要求和原文。
start-next-none = 目前没有待报的事项。
start-next-link = 打开该事项
start-first = 完成第一次报送
start-first-why = 打开事项，填写文字和数据，附上佐证材料，点击“报送”即可；本期没有内容的，可报“本期无”并说明情况。
start-first-count = 本单位已报送{ $count }项
start-first-link = 查看使用说明
start-late = 没有逾期或退回待报的事项
start-late-why = 逾期按首次报送的时间认定，补报后仍计为迟报，请尽早办理。
start-late-count = { $count }项已过时限，尚未报送或尚未重报
start-who = 本单位的联络员
start-who-why = 联络员负责报送和签收；联络员未按提醒办理的，您会收到督办邮件。
start-who-none = 本单位尚无联络员，请与领导小组办公室联系。
start-score = 本单位的得分
start-score-why = 得分实时计算，每一分都能看到依据。

## 使用说明
guide-title = 使用说明
guide-of = { $role }使用说明
guide-how = 怎么做
guide-where = 网址和提醒
guide-if = 遇到问题
guide-address = 网址
guide-plan = 依据
guide-reminders = 提醒时间
guide-hours = 发送时段
hours-working = 工作日{ $hours }
hours-due = 工作日{ $hours }；休息日只发给当天有事项截止的人
hours-always = 每天{ $hours }
hours-span = { $from }至{ $until }
stages-weekly = 每周事项
stages-monthly = 每月事项
stages-two-monthly = 双月事项
stages-default = 其他事项
guide-deadlines = 时限一览
guide-deadlines-of = { $unit }的时限一览
guide-due = 时限
guide-duties = 报送事项
guide-deadlines-note = 具体日期遇节假日的调整和经批准的延期，以系统中各事项显示的为准。
guide-print = 本页可用浏览器的“打印”（Ctrl+P）打印为一张 A4 纸，或另存为 PDF。
guide-liaison-lead = 您代表本单位签收和报送。平时不必登录，收到提醒邮件时再来即可。
guide-liaison-how =
    登录：打开本页所列网址，用账号和口令登录；第一次请使用邀请邮件中的链接设置口令。
    看清要报什么：“我的事项”按紧急程度排列，写明还剩几个工作日；点开可看到报送要求和方案原文。
    签收：点击“签收”，表示已经知悉。
    填写：写明工作情况，填写数据，没有的填0；按要求附上佐证材料，可以一次选多个文件。
    报送：点击“报送”，显示“待审”即已报上。
    本期没有内容：选择“本期无”并说明情况，不要报空材料。
    被退回：邮件和页面上方都有退回理由，按理由补正后重新报送。
    不能按时完成：在截止时间之前申请延期，写明理由和日期。
guide-leader-lead = 您可以看到本单位的全部事项和得分，必要时也可以直接报送。
guide-leader-how =
    登录：打开本页所列网址，用账号和口令登录。
    看进展：“我的事项”列出本单位的待办，红色为逾期，黄色为临近截止。
    督促办理：联络员至今仍未报送的，您会收到督办邮件，请督促当天办理。
    看得分：“评分”列出本单位的得分，点开可看到每一分的依据。
    换人：联络员调整的，请及时告知领导小组办公室。
guide-unit-if =
    忘记口令或链接过期：请联系领导小组办公室或系统管理员重新发送链接。
    收不到邮件：先看垃圾邮件，再在“开始使用”中核对邮箱并发一封测试邮件。
    事项不属于本单位：不要报空材料，请联系领导小组办公室核对。
    页面提示“已有人先处理”：您填写的内容已保留，核对后再提交即可。
guide-office-lead = 您负责审核、催报、延期和免报，并管理各单位的联络员。
guide-office-how =
    每天先看总览：红色为逾期，黄色为临近截止，点开任何一格可看到具体事项；逾期的可勾选后“催办”，每个单位每天一次。
    审核：“审核”按报送先后排列，逐件看文字、数据和佐证材料；通过即办结，退回须写明理由。
    延期：申请列在“审核”页下方，批准后时限随之改变，原时限仍保留在记录中。
    免报：在事项页办理，须写明理由；免报的不计入考核，可以恢复。
    联络员：“联络员”页列出没有联络员和没有邮箱的单位，名单可从 Excel 一次贴入，先预检再确认。
    邮件：发送失败的列在“邮件”页，请核对邮箱后用其他方式告知。
guide-office-if =
    单位说没有收到提醒：在事项页的“办理过程”中查看何时发给何人、是否送达，再核对其邮箱。
    单位名称对不上：名单预检时会提示“是否指”，按方案中的名称改正。
    联络员忘记口令：请系统管理员在“账号”中生成一次性链接；尚未登录过的，可在“联络员”页重新发送。
    方案有调整：请系统管理员更新方案，已有报送的事项不会被删除。
guide-scoring-lead = 您根据系统中的报送和审核情况评分，每一分都有依据。
guide-scoring-how =
    看总表：“评分”按组列出各单位的得分和位次，随报送和审核实时变化。
    看依据：点开单位，每一项写明算式和失分的具体事项。
    核对：点开事项可看到时限、首次报送时间、审核和退回的全过程。
    注意口径：是否按时以首次报送的时间认定；免报、撤销、自愿和没有时限的事项不计入。
guide-district-lead = 十秒钟看清：多少事项按时，哪些单位逾期，哪些事项临近截止。
guide-district-how =
    看总览：最上面是按时报送率和逾期情况，下面是各单位在各专项工程的进展。
    看单位：点开任何一格可看到具体事项，点开单位名称可看到其全部分工。
    看得分：“评分”列出各单位的得分和位次，每一分都有依据。
    打印：总览可打印为 A3 一张，用于挂图作战。
guide-central-if =
    忘记口令：请联系系统管理员重新生成链接。
    数据有疑问：点开具体事项，“办理过程”写明何人、何时、做了什么。
    需要单位补充情况：请联系领导小组办公室退回或催报。
guide-admin-lead = 您负责账号和系统设置，看不到各单位的报送内容。
guide-admin-how =
    先看“开始使用”：逐项列出尚缺的账号、邮件测试和设置问题。
    账号：办公室、绩效办和领导的账号逐个新建，将一次性链接交给本人；口令由本人设置。
    联络员：在“联络员”页导入名单，也可由领导小组办公室办理。
    人员离任：停用账号即可，立即退出登录，以前的记录保留。
    查日志：“账号”页下方是操作日志，记录何人、何时、从何处做了什么。
    邮件：“邮件”页列出发送情况和服务器答复。
guide-admin-if =
    忘记口令：在该账号页生成一次性链接，原链接立即失效。
    邮件发不出：在“开始使用”中给自己发测试邮件，按提示核对设置。
    备份：定期备份数据库和 data_dir 文件夹，两者要在同一时间。
    自己也进不去：在服务器上重新启动程序；没有能登录的系统管理员时，会给出一次性链接。
## 审核列表、逐件审核、前后对比
project = 专项工程
select = 选择
filter-option = { $name }（{ $n }）
filter-sent = 报送是否及时
filter-on-time = 按时
filter-late = 迟报
waiting-of = 筛选出{ $n }件，共{ $total }件待审
reviews-none-match = 没有符合筛选条件的待审报送。请更改或清除筛选条件。
reviews-start = 逐件审核
reviews-all = 返回待审列表
select-all = 全选本页
select-one = 选择{ $unit }“{ $name }”
sent-at = 报送时间
waited = 等待
waited-today = 今天报送
waited-days = 已等{ $days }个工作日
review-of = 审核：{ $name }
review-position = 第{ $at }件，共{ $n }件
review-previous = 上一件
review-next = 下一件
accept-next = 通过，审下一件
return-next = 退回，审下一件
told-accepted = 已通过：{ $name }。
told-returned = 已退回：{ $name }。已通知其联络员。
returned-last-time = 上次退回理由
whole-story = 查看全过程
earlier-revisions = 此前共报送{ $n }次
compare-link = 与上一次对比
compare-heading = 第{ $number }次报送与第{ $before }次对比
compare-text-same = 文字没有改动
compare-text-changed = 文字有改动
compare-figures-same = 数据没有改动
compare-figures-changed = 数据改动{ $n }项
compare-files-same = 材料没有改动
compare-files-changed = 材料新增{ $added }个、删去{ $removed }个
compare-no-text = （没有填写）
compare-difference = 增减
compare-file-added = 新增
compare-file-removed = 删去
compare-file-same = 未变
keys = 快捷键
keys-on = 启用快捷键
key-next = 下一件
key-previous = 上一件
key-accept = 移到“通过”，再按回车即通过
key-return = 移到审核意见，填写后退回
key-all = 返回待审列表
batch-accept = 批量通过
batch-help = 勾选后可一次通过多件，通过前会再次确认。
batch-will-accept = 将通过以下{ $n }件。通过后事项办结，不能撤回；不另发邮件，各单位登录后可见。
batch-ends = “{ $name }”办结后，“{ $ended }”不再需要报送，尚未报送的将按方案撤销。
batch-reason = 审核意见（可不填，对以上各件相同）
batch-accept-these = 通过这{ $n }件
cancel-batch = 返回，暂不通过
batch-none-picked = 尚未选择。请返回待审列表，勾选要通过的报送。
batch-none-left = 所选的报送都不能批量通过，原因如上。
batch-left-out = 以下{ $n }件不在其列
batch-not-accepted = 以下{ $n }件没有通过
batch-sent-again = 该单位又报送了新的内容，请打开查看后再审核。
batch-gone = 已不在待审之列：已由他人审核，或者已不需要报送。
told-batch = 已通过{ $n }件。

## 办理过程
in-brackets = （{ $text }）
stage-then = 当时{ $left }
course-now = 现在
course-until = 延至{ $until }
course-added = 按方案列入应办事项
course-added-due = 时限：{ $due }
course-due = 截止
course-due-on-time = 截止：此前已报送
course-due-missing = 截止：到期未报
course-due-moved = 原定时限（已变更）
course-reminded = 提醒
course-to = 收件人：
course-will-remind = 待发提醒
course-to-them = 发给{ $who }
audience-liaison = 该单位联络员
audience-leader = 该单位负责人
audience-office = 领导小组办公室
audience-lead-unit = 牵头单位联络员
course-then = 此后每{ $days }个工作日提醒一次，报送后停止。
course-then-calendar = 此后每{ $days }天提醒一次，报送后停止。
course-then-review = 此后每{ $days }个工作日提醒一次，审核后停止。
course-then-review-calendar = 此后每{ $days }天提醒一次，审核后停止。
course-not-reached = 该单位没有已登记邮箱的联络员，提醒无法送达。
course-replies = 对方服务器答复
unsent-count = 没有发出的提醒（{ $n }）
unsent-because = { $what }：{ $why }
unsent-range = { $first }至{ $last }，共{ $n }次
unsent-sent = 此前已报送（{ $at }），不再提醒。
unsent-called-off = 此前已免报或撤销（{ $at }），不再提醒。
unsent-asked-later = 列入应办事项（{ $at }）时已过。
unsent-merged = 未能按时发出，已并入后来的提醒。
unsent-nobody = 当时没有已登记邮箱的收件人，或者程序没有运行。
unsent-voluntary = 自愿报送，不发提醒。
unsent-no-date = 方案没有写明时限，不发提醒。
fault-return-reason = 退回的，请在此写明理由。
fault-reason = 请在此写明理由。

## 日历订阅
calendar-views = 显示方式
calendar-grid = 月视图
calendar-list = 列表
feed-title = 日历订阅
feed-invite = 把截止日期放进手机、Outlook 等自己的日历，时限变动随之更新。
feed-name = 督办
feed-name-of = 督办：{ $unit }
feed-of-unit = 把本单位应办事项的截止日期放进您自己的日历。
feed-of-all = 把方案各项报送要求的截止日期放进您自己的日历，每项每期一条，不含各单位的办理内容。
feed-follows = 时限变更、延期、免报和撤销都会随之更新，同一事项不会重复出现。
feed-none = 尚未订阅
feed-offer = 生成一个只属于您的网址，填入日历程序即可。
feed-make = 生成订阅网址
feed-address = 您的订阅网址
feed-once = 系统不保存此网址，只在这里显示一次，请现在复制到日历程序中。
feed-copy = 复制网址
feed-copied = 已复制
feed-open = 用本机日历打开
feed-care = 凭此网址无需登录即可看到上述截止日期，请勿转发。如已泄露，请更换网址。
feed-state = 订阅情况
feed-made-at = 生成时间
feed-read-at = 日历程序最近读取
feed-never-read = 还没有读取过
feed-renew = 更换网址
feed-renew-help = 将生成新的网址，原网址立即失效，已填入的日历程序需要改用新网址。
feed-end = 停止订阅
feed-end-help = 原网址立即失效，日历程序不再更新；以后可以重新生成网址。
done-feed-ended = 已停止订阅，原网址已失效。
act-feed-made = 生成日历订阅网址
act-feed-renewed = 更换日历订阅网址
act-feed-ended = 停止日历订阅
feed-how = 怎样填入日历程序
feed-iphone = 苹果手机、平板
feed-iphone-how = 在手机上登录本系统，生成或更换网址后轻点“用本机日历打开”；或者在“日历”中选择“日历—添加日历—添加订阅日历”，粘贴网址。
feed-android = 安卓手机
feed-android-how = 在系统日历的设置中找“订阅日历”“网络日历”或“通过 URL 添加”，粘贴网址。没有这一项的，可安装支持 iCalendar 订阅的日历应用。
feed-outlook = Outlook
feed-outlook-how = 新版：“日历—添加日历—从 Web 订阅”，粘贴网址。经典版：“文件—帐户设置—帐户设置—Internet 日历—新建”，粘贴网址。
feed-wecom = 企业微信
feed-wecom-how = 企业微信一般不能直接填入订阅网址。请先按上面的办法加到手机日历，再在企业微信日程的设置中打开“显示手机日历”一类的选项（各版本名称不同）。
feed-alarms = 还没有报送的事项，在截止日前一个工作日和截止当日上班时提醒；每周一报的只在当日提醒。是否响铃由日历程序决定，提醒邮件照常发送。
feed-network = 日历程序要能连通 { $url }。本系统如只在政务内网开放，外网的手机和邮箱服务读不到。
agenda-by = { $what }（{ $time }前）
agenda-units = { $what }（{ $units }个单位）
agenda-marked = 【{ $mark }】{ $what }
agenda-requirement = 要求：{ $text }
agenda-rule = 时限：{ $text }
agenda-due = 截止：{ $text }
agenda-state = 状态：{ $text }
moved-calendar = 时限变更
## 催办
by-hand = 催办
by-hand-picked = 催办所选
by-hand-every = 催办全部逾期单位
by-hand-help = 勾选后可一次催办多项，发出前会再次确认。
by-hand-pick-unit = 选择{ $unit }
by-hand-today = 今日已催办
by-hand-back = 返回
by-hand-cancel = 返回，暂不催办
by-hand-will = 将向{ $units }个单位的{ $people }人发出催办邮件，共{ $n }项事项。每人一封，同一单位每天只能催办一次。
by-hand-at-once = 邮件随即发出，内容为办公室催办通知，附各事项的时限和办理链接。
by-hand-waits = 现在不是发送时间，邮件将于{ $at }发出；此前已全部报送的，不再发送。
by-hand-rest = 另有{ $n }项
by-hand-leader-instead = 单位负责人（联络员均无邮箱）
by-hand-note = 附言（可不填）
by-hand-note-help = 写在邮件开头，同时记入各事项的办理过程。
by-hand-note-too-long = 附言最多{ $max }个字，请缩短后再发出。
by-hand-leaders = 同时发给单位负责人（{ $n }人）
by-hand-these = 催办这{ $n }个单位
by-hand-none-picked = 尚未选择。请返回，勾选要催办的单位或事项。
by-hand-none-left = 所选单位或事项都不需要或不能催办，原因如上。
by-hand-reminded = { $n }个单位今天已催办，不再重复
by-hand-unreached = { $n }个单位收不到邮件，请电话催办
by-hand-settled = { $n }项不需要催办：已报送、已免报或尚未临期
by-hand-nobody = 没有联络员，也没有单位负责人
by-hand-no-address = 没有登记邮箱
done-reminded = 已催办{ $units }个单位，邮件共{ $letters }封。
mail-subject-by-hand = 【催办】{ $unit }有{ $n }项事项待报，请按时报送
mail-subject-by-hand-overdue = 【催办】{ $unit }有{ $n }项事项逾期未报，请尽快报送
mail-subject-by-hand-both = 【催办】{ $unit }有{ $n }项事项待报，其中{ $overdue }项已逾期
mail-opening-by-hand = 经领导小组办公室核对，按照《{ $plan }》应由贵单位报送的以下{ $n }项事项尚未报送或尚未补正，请抓紧登录督办系统办理。
mail-opening-by-hand-leader = 经领导小组办公室核对，按照《{ $plan }》应由贵单位报送的以下{ $n }项事项尚未报送或尚未补正，请督促抓紧办理。
mail-note = 办公室附言：
mail-by-hand-closing = 收到本通知前已经报送的，以系统中的记录为准。

## 计划发送
planned = 计划发送
planned-help = 以下是系统将自动发出的提醒和督办通知单，以此间没有新的报送为前提；各事项的提醒安排，见其办理过程。
planned-so-far = 今天已生成的邮件和群消息
planned-today = 今天（{ $date }）：{ $n }条
planned-next = 下一个工作日（{ $date }）：{ $n }条
planned-none = 没有要发的内容。
planned-at = 发送时间
planned-about = 事项
planned-extra = 单独提醒
planned-overdue = 逾期{ $n }项
planned-returned = 退回{ $n }项
planned-due = 当天截止{ $n }项
planned-soon = 临近截止{ $n }项
planned-led = 牵头工程{ $n }项
planned-notice-copies = 抄送领导小组办公室{ $n }人
planned-notice-nobody = 无人可收，须另行送达
planned-notice-to = 发给该单位{ $n }人
planned-review = 待审{ $n }件
## 群机器人
robot-title = 待报事项提醒（{ $date }，{ $n }项）
robot-title-review = 待审报送提醒（{ $date }，{ $n }件）
robot-opening = 按照《{ $plan }》，现有{ $n }项事项待报，请有关单位按时报送。
robot-opening-overdue = 按照《{ $plan }》，现有{ $n }项事项待报，其中{ $overdue }项已逾期，请有关单位抓紧办理。
robot-led = 牵头的专项工程中，其他单位尚未报送（{ $n }项）
robot-item = { $unit }：{ $item }
robot-due = { $item }，{ $date }截止，{ $left }
robot-waits = { $item }，{ $waits }
robot-more = …另有{ $n }项
robot-open = 登录督办系统查看
robot-test-title = 测试消息
robot-test = 督办系统可以向本群发送《{ $plan }》的提醒。发送时间：{ $at }
robot-wecom = 企业微信群机器人
robot-dingtalk = 钉钉群机器人
robot-named = 群机器人{ $name }
message-channel = 渠道
message-channel-mail = 邮件
message-channel-gone = 未发出：此群机器人已从配置中去掉
message-resend-robot-gone = 此群机器人已不在配置中，不能重新发送。
message-resend-robot-help = 将再次发到群里：{ $name }。
start-robots = 试发群机器人消息
start-robots-why = 提醒同时发到配置了机器人的工作群。每个群试发一条，确认地址和密钥正确，群也没有选错。
start-robots-of = { $n }个单位
start-robots-office = 领导小组办公室
start-robots-send = 发一条测试消息
start-robots-taken = 测试消息已发到群里，请到群中查看。
start-robots-failed = 没有发出。请核对配置中的地址和密钥，以及机器人是否还在群里。
start-robots-too-many = 每个群一小时内最多发送{ $limit }条测试消息，请稍后再试。
remind-robots = 将发到群：{ $name }
# 督办通知单
nav-supervision = 督办通知单
supervision-number = 督办〔{ $year }〕{ $number }号
supervision-title = 关于尽快报送逾期事项的督办通知
supervision-addressee = { $unit }：
supervision-opening = 《{ $plan }》中由你单位承担的下列{ $n }项事项已超过规定的报送期限，至今仍未报送，现予督办：
supervision-item = { $title }（{ $period }）：报送截止日期为{ $date }，截至本通知印发之日已逾期{ $n }个工作日。
supervision-closing = 请你单位主要负责同志高度重视，立即组织办理，并登录督办系统报送；确有困难的，请及时与领导小组办公室联系，说明原因。
supervision-ending = 特此通知。
supervision-copies = 抄送：{ $to }。
supervision-file = { $number }（{ $unit }）.docx
act-notice-issued = 发出督办通知单
mail-notice-subject = 【{ $number }】{ $unit }{ $n }项事项逾期未报，请督促办理
mail-notice-opening = 现将{ $number }《{ $title }》发给贵单位，正式文件见附件。按照《{ $plan }》应由贵单位报送的下列{ $n }项事项已超过规定期限，至今仍未报送：
mail-notice-opening-copy = 现将发给{ $unit }的{ $number }《{ $title }》抄送你办，正式文件见附件。该单位下列{ $n }项事项已超过《{ $plan }》规定的期限，至今仍未报送：
mail-notice-opening-copy-unreached = 现将发给{ $unit }的{ $number }《{ $title }》抄送你办，正式文件见附件。该单位没有登记邮箱的负责人和联络员，此件未能送达，请另行送达。该单位下列{ $n }项事项已超过《{ $plan }》规定的期限，至今仍未报送：
mail-notice-items = 督办事项
mail-notice-link = 办理：
mail-notice-more = 查看督办通知单：
message-notice = 督办通知单
supervision-empty = 还没有督办通知单。事项逾期到方案规定的次数后，系统自动向该单位发出，并列在这里。
supervision-empty-unit = 没有发给本单位的督办通知单。
supervision-none-found = 没有符合条件的督办通知单。
supervision-help = 事项逾期到方案规定的次数仍未报送的，系统自动发出督办通知单，每单位每天至多一份，按年编号；发给单位负责人，抄送按方案规定。
supervision-col-number = 文号
supervision-col-day = 日期
supervision-col-items = 事项
supervision-col-document = 文件
supervision-by-year = 按年度
supervision-year = { $year }年
supervision-download = 下载 DOCX
supervision-filter-unit = 单位
supervision-all-units = 全部单位
supervision-unreached = 未送达：该单位没有登记邮箱的负责人或联络员，请另行送达
supervision-unreached-short = 未送达
supervision-named-help = 通知单保持发出时的内容；事项现在的情况请点开查看。
supervision-sent = 发送情况
supervision-of-obligation = 督办通知单
course-will-issue = 届时仍未报送的，发出督办通知单
