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
