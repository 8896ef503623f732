<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Top-up Desk</source>
        <translation>关于话费充值台</translation>
    </message>
    <message>
        <source>The file with the notices is missing from this copy.</source>
        <translation>这份程序里缺少第三方软件声明文件。</translation>
    </message>
    <message>
        <source>Notices of software by others</source>
        <translation>第三方软件声明</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Top-up Desk</source>
        <translation>话费充值台</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>© 2026 the publisher of Top-up Desk. All rights reserved.</source>
        <translation>© 2026 话费充值台发布者。保留所有权利。</translation>
    </message>
    <message>
        <source>It uses software by others, under these licences:</source>
        <translation>本程序使用下列第三方软件，各自适用其许可证：</translation>
    </message>
</context>
<context>
    <name>ActionList</name>
    <message>
        <source>New orders appear here.</source>
        <translation>新订单会显示在这里。</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Cash returned {amount}</source>
        <translation>现金已退 {amount}</translation>
    </message>
    <message>
        <source>Returned by {way}: {amount}</source>
        <translation>{way}已退 {amount}</translation>
    </message>
    <message>
        <source>Seen to</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再充一次</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>马上查询</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>复制给平台客服</translation>
    </message>
    <message>
        <source>Returned in another way…</source>
        <translation>换一种方式退…</translation>
    </message>
    <message>
        <source>Paid in another way…</source>
        <translation>改付款方式…</translation>
    </message>
    <message>
        <source>The customer pays…</source>
        <translation>收欠款…</translation>
    </message>
    <message>
        <source>Not returned yet</source>
        <translation>还没退</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>{count} orders ended badly</source>
        <translation>{count} 笔订单没有充值成功</translation>
    </message>
    <message>
        <source>Open the window: beside each it says what to do with the cash.</source>
        <translation>请打开充值台：每一笔旁边都写着现金该怎么处理。</translation>
    </message>
    <message>
        <source>{count} orders succeeded</source>
        <translation>{count} 笔订单充值成功</translation>
    </message>
    <message>
        <source>Sign in to see it.</source>
        <translation>输入 PIN 后查看。</translation>
    </message>
    <message>
        <source>An order needs somebody</source>
        <translation>有订单等着处理</translation>
    </message>
    <message>
        <source>Number ending {tail}, {face}, {word}.</source>
        <translation>尾号 {tail}，{face}，{word}。</translation>
    </message>
</context>
<context>
    <name>AmountDialog</name>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>保存（回车）</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>PIN 错误</translation>
    </message>
    <message>
        <source>Allowed once</source>
        <translation>放行一次</translation>
    </message>
    <message>
        <source>Lost PIN replaced</source>
        <translation>重设老板 PIN</translation>
    </message>
    <message>
        <source>Staff list</source>
        <translation>员工名单</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Practice mode</source>
        <translation>练习模式</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>加款</translation>
    </message>
    <message>
        <source>Adjustment</source>
        <translation>调账</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>冲销</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Receipt printed again</source>
        <translation>补打小票</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Clock set back</source>
        <translation>时钟被调回</translation>
    </message>
    <message>
        <source>{name}, allowed by {other}</source>
        <translation>{name}（{other}放行）</translation>
    </message>
    <message>
        <source>no. {times}</source>
        <translation>第 {times} 次</translation>
    </message>
    <message>
        <source>{count} orders</source>
        <translation>{count} 单</translation>
    </message>
    <message>
        <source>{face}: fast {fast}</source>
        <translation>{face}：快充 {fast}</translation>
    </message>
    <message>
        <source>slow {slow}</source>
        <translation>慢充 {slow}</translation>
    </message>
    <message>
        <source>outside of this program</source>
        <translation>在本程序之外改的</translation>
    </message>
    <message>
        <source>{number} blocked</source>
        <translation>{number} 停充</translation>
    </message>
    <message>
        <source>{number} no longer blocked</source>
        <translation>{number} 恢复充值</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>a number and day {number}, a person and shift {person}</source>
        <translation>每号码每天 {number}，每人每班 {person}</translation>
    </message>
    <message>
        <source>works here no more</source>
        <translation>已离职</translation>
    </message>
    <message>
        <source>new PIN</source>
        <translation>换了 PIN</translation>
    </message>
    <message>
        <source>locks after {minutes} min</source>
        <translation>{minutes} 分钟后锁定</translation>
    </message>
    <message>
        <source>large orders above {amount}</source>
        <translation>大额：超过 {amount}</translation>
    </message>
</context>
<context>
    <name>AuditDialog</name>
    <message>
        <source>Audit log</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>还没有记录。</translation>
    </message>
    <message>
        <source>Prices on</source>
        <translation>那天的价格</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Row {number} was changed or taken out by another tool.</source>
        <translation>第 {number} 条被别的工具改过或删掉了。</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>The newest {count} rows</source>
        <translation>最新 {count} 条</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>导出操作记录</translation>
    </message>
    <message>
        <source>audit log</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>Put it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>Files of orders (*.db)</source>
        <translation>订单文件 (*.db)</translation>
    </message>
    <message>
        <source>Checking “{file}”…</source>
        <translation>正在检查“{file}”…</translation>
    </message>
    <message>
        <source>Backed up: what is kept of {time} has all orders.</source>
        <translation>已备份：{time} 的备份里有全部订单。</translation>
    </message>
    <message>
        <source>hourly</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>升级前</translation>
    </message>
    <message>
        <source>at a daily close</source>
        <translation>日结时</translation>
    </message>
    <message>
        <source>at exit</source>
        <translation>退出时</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>set aside at a restore</source>
        <translation>恢复时另存的旧文件</translation>
    </message>
    <message>
        <source>chosen file</source>
        <translation>选择的文件</translation>
    </message>
    <message>
        <source>Note: orders placed after it come back as unconfirmed and are asked about; their numbers are locked until then. Cash given back, notes, deposits and daily closes come back from the journal. Lost are the balances read since, and that orders were closed by hand. The platform&apos;s answers are asked for again.</source>
        <translation>注：备份之后下的订单会以“存疑”回来，程序向平台查清之前，这些号码锁定。备份之后退的现金、备注、加款和日结会从日志找回。会缺的：备份之后读到的余额，以及人工结案的记录。平台的答复会重新查询。</translation>
    </message>
    <message>
        <source>Put back “{file}”, a file of {time} with {count} orders?</source>
        <translation>恢复“{file}”吗？这个文件是 {time} 的，有 {count} 笔订单。</translation>
    </message>
    <message>
        <source>Put back what is kept of {time}, with {count} orders?</source>
        <translation>恢复 {time} 的这一份吗？里面有 {count} 笔订单。</translation>
    </message>
    <message>
        <source>The present file is set aside, not deleted; it is in this list then and can be put back from it.</source>
        <translation>现在的文件会另存，不会删除；之后也在这个列表里，可以再恢复。</translation>
    </message>
    <message>
        <source>Begin without a backup? The history starts empty. Orders that are in the journal come back as unconfirmed and are asked about; so do cash given back, deposits and daily closes from it, but no notes and no balance readings. The old file is set aside, not deleted; it is in the list of backups then.</source>
        <translation>不用备份，重新开始吗？历史从空白开始。单号日志里的订单会以“存疑”回来，程序会向平台查询；日志里的退现金、加款和日结也会找回，但备注和余额读数没有了。旧文件会另存，不会删除；之后也在备份列表里。</translation>
    </message>
    <message>
        <source>This file is damaged, or no file of orders at all.</source>
        <translation>这个文件已损坏，或者根本不是订单文件。</translation>
    </message>
    <message>
        <source>This file is another program&apos;s, not one of orders.</source>
        <translation>这是别的程序的文件，不是订单文件。</translation>
    </message>
    <message>
        <source>This file is from practice mode: nothing in it is real.</source>
        <translation>这是练习模式的文件，里面都不是真的订单。</translation>
    </message>
    <message>
        <source>This file has the shop&apos;s orders; here is practice mode.</source>
        <translation>这个文件里是店里的真实订单，而现在是练习模式。</translation>
    </message>
    <message>
        <source>A newer version of this program wrote this file. Use that version.</source>
        <translation>这个文件是本程序的新版本写的，请用新版本恢复。</translation>
    </message>
    <message>
        <source>This file has orders of another account only, of another shop.</source>
        <translation>这个文件里只有其他账户（别的店）的订单。</translation>
    </message>
    <message>
        <source>Somebody has built things into this file that this program does not make: it is not trusted.</source>
        <translation>这个文件被人加进了本程序不会写的内容，不能信任。</translation>
    </message>
    <message>
        <source>This file cannot be read. Is the stick or the drive still there?</source>
        <translation>读不了这个文件。U 盘或硬盘还插着吗？</translation>
    </message>
    <message>
        <source>Nothing was put back; the orders are as they were.</source>
        <translation>没有恢复，订单没有任何改动。</translation>
    </message>
    <message>
        <source>The newest copy there is of {time}.</source>
        <translation>那里最新的一份是 {time} 的。</translation>
    </message>
    <message>
        <source>For more than three days no order was copied to the second folder {folder}: the newest copy is of {time}. Should this computer fail, what came after is lost. Connect it, or choose another folder in the settings.</source>
        <translation>已经三天多没有订单备份到第二文件夹 {folder}：最新的一份是 {time} 的。万一这台电脑坏了，之后的记录就没有了。请接上它，或在设置里另选文件夹。</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>Backups are copied to the second folder {folder}, too.</source>
        <translation>备份也会复制到第二文件夹 {folder}。</translation>
    </message>
    <message>
        <source>The second folder for backups, {folder}, is not there. Put the stick in, or connect the drive.</source>
        <translation>找不到备份的第二文件夹 {folder}。请插上 U 盘，或接上硬盘。</translation>
    </message>
    <message>
        <source>The second folder for backups, {folder}, is full. Free space there.</source>
        <translation>备份的第二文件夹 {folder} 满了，请清理那里的空间。</translation>
    </message>
    <message>
        <source>The second folder for backups, {folder}, takes no copy. Is it write-protected or broken? Choose another one in the settings.</source>
        <translation>备份的第二文件夹 {folder} 写不进去。是不是写保护了，或者坏了？请在设置里另选一个。</translation>
    </message>
    <message>
        <source>The second folder for backups, {folder}, does not answer. Take the stick out and put it in again, or look at the drive.</source>
        <translation>备份的第二文件夹 {folder} 没有反应。请把 U 盘拔下重插，或检查硬盘。</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Put this back</source>
        <translation>恢复这一份</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件恢复…</translation>
    </message>
    <message>
        <source>Begin without a backup</source>
        <translation>不用备份，重新开始</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Newest order</source>
        <translation>最新订单</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
</context>
<context>
    <name>Badges</name>
    <message>
        <source>M</source>
        <translation>移</translation>
    </message>
    <message>
        <source>U</source>
        <translation>联</translation>
    </message>
    <message>
        <source>T</source>
        <translation>电</translation>
    </message>
    <message>
        <source>B</source>
        <translation>广</translation>
    </message>
    <message>
        <source>V</source>
        <translation>虚</translation>
    </message>
    <message>
        <source>S</source>
        <translation>卫</translation>
    </message>
</context>
<context>
    <name>BalanceHead</name>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Read now (F5)</source>
        <translation>立即读取（F5）</translation>
    </message>
    <message>
        <source>Balance with the platform</source>
        <translation>平台余额</translation>
    </message>
    <message>
        <source>Not read yet.</source>
        <translation>还没有读取过。</translation>
    </message>
    <message>
        <source>Read at {time}.</source>
        <translation>{time} 读取。</translation>
    </message>
    <message>
        <source>Offline, last known {time}.</source>
        <translation>离线，最后一次读取：{time}。</translation>
    </message>
    <message>
        <source>Could not be read now, last known {time}.</source>
        <translation>现在读不到，最后一次读取：{time}。</translation>
    </message>
    <message>
        <source>Lasts {days} at the present pace ({pace} a day).</source>
        <translation>照目前速度（每天 {pace}）还够用{days}。</translation>
    </message>
    <message>
        <source>Not read now</source>
        <translation>这次没读到</translation>
    </message>
    <message>
        <source>Lasts {days}</source>
        <translation>还够{days}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>BalanceTab</name>
    <message>
        <source>Pages of the balance</source>
        <translation>余额各页</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>对账</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>待退款</translation>
    </message>
    <message>
        <source>Daily closes</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>流水</translation>
    </message>
    <message>
        <source>On credit</source>
        <translation>赊账</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>交接班</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>{count} more</source>
        <translation>还有 {count} 条</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Export the results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>Save a template</source>
        <translation>保存模板</translation>
    </message>
    <message>
        <source>list</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Source {number}</source>
        <translation>原表 {number}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Our no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>Platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>Done: {count} top-ups, {yuan} yuan</source>
        <translation>已充 {count} 笔 {yuan} 元</translation>
    </message>
    <message>
        <source>failed {count}: {numbers}</source>
        <translation>失败 {count} 笔：{numbers}</translation>
    </message>
    <message>
        <source>still on the way {count}</source>
        <translation>还在充 {count} 笔</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>归属地</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>请看</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不行</translation>
    </message>
    <message>
        <source>Same number as row {row}</source>
        <translation>与第 {row} 行同号</translation>
    </message>
    <message>
        <source>The number has an order since {time}: {status}</source>
        <translation>此号 {time} 有一单{status}，不能再充</translation>
    </message>
    <message>
        <source>The same amount arrived at {time}</source>
        <translation>{time} 已到账同样金额</translation>
    </message>
    <message>
        <source>Blocked by the shop: {reason}</source>
        <translation>本店已停充此号：{reason}</translation>
    </message>
    <message>
        <source>The platform would not take it: {words}</source>
        <translation>平台不接此单：{words}</translation>
    </message>
    <message>
        <source>Carried to another operator, often refused</source>
        <translation>已携号转网，常常充不了</translation>
    </message>
    <message>
        <source>Over a limit of the shop</source>
        <translation>超过本店限额</translation>
    </message>
    <message>
        <source>Slow top-ups are off in the settings</source>
        <translation>设置里没有开慢充</translation>
    </message>
    <message>
        <source>The amount was corrected in the text</source>
        <translation>原文改过金额</translation>
    </message>
    <message>
        <source>The list says another number of rows</source>
        <translation>名单写的个数与行数不同</translation>
    </message>
    <message>
        <source>The number is in the list twice</source>
        <translation>名单里有两次此号</translation>
    </message>
    <message>
        <source>This amount for each, or for all together?</source>
        <translation>这个金额是每个还是一共？</translation>
    </message>
    <message>
        <source>The text is garbled: names may be wrong</source>
        <translation>文字有乱码，姓名可能不对</translation>
    </message>
    <message>
        <source>The amount is that of a merged cell</source>
        <translation>金额取自合并单元格</translation>
    </message>
    <message>
        <source>The number was written with commas</source>
        <translation>号码原带逗号</translation>
    </message>
    <message>
        <source>The row is hidden in the spreadsheet</source>
        <translation>这一行在表格里是隐藏的</translation>
    </message>
    <message>
        <source>Written with a 0 before the number</source>
        <translation>号码前面多写了 0</translation>
    </message>
    <message>
        <source>The number was written in words</source>
        <translation>号码是用汉字写的</translation>
    </message>
    <message>
        <source>The list names another operator</source>
        <translation>名单写的运营商不同</translation>
    </message>
    <message>
        <source>A quoted message: it may be a repeat</source>
        <translation>引用的消息，可能是重复</translation>
    </message>
    <message>
        <source>A later message takes something back</source>
        <translation>后面的消息有改口</translation>
    </message>
    <message>
        <source>Satellite number, often refused</source>
        <translation>卫星号段，常常充不了</translation>
    </message>
    <message>
        <source>The number was written as 1.38E+10</source>
        <translation>号码原写成 1.38E+10 的样子</translation>
    </message>
    <message>
        <source>Several times? Only one row was made</source>
        <translation>充几次？只列了一行</translation>
    </message>
    <message>
        <source>The list says another total</source>
        <translation>名单写的合计不同</translation>
    </message>
    <message>
        <source>Virtual operator, often refused</source>
        <translation>虚拟号段，常常充不了</translation>
    </message>
    <message>
        <source>Several numbers for one amount</source>
        <translation>一个金额对着几个号码</translation>
    </message>
    <message>
        <source>Several sheets have numbers: is this the right one?</source>
        <translation>几张表都有号码：是这一张吗？</translation>
    </message>
    <message>
        <source>The amount cannot be read</source>
        <translation>金额读不出来</translation>
    </message>
    <message>
        <source>The spreadsheet has lost digits of the number</source>
        <translation>表格丢了号码的几位数字</translation>
    </message>
    <message>
        <source>No amount</source>
        <translation>没写金额</translation>
    </message>
    <message>
        <source>The shop does not offer this amount</source>
        <translation>本店没有这个面值</translation>
    </message>
    <message>
        <source>Not a number of the mainland</source>
        <translation>不是大陆号码</translation>
    </message>
    <message>
        <source>Digits are hidden by stars</source>
        <translation>号码有几位被星号遮住</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>没有号码</translation>
    </message>
    <message>
        <source>This is no amount to top up</source>
        <translation>这不是话费面值</translation>
    </message>
    <message>
        <source>Not a mobile number</source>
        <translation>不是手机号</translation>
    </message>
    <message>
        <source>Other signs among the digits</source>
        <translation>号码里有别的符号</translation>
    </message>
    <message>
        <source>No number was found</source>
        <translation>没有找到号码</translation>
    </message>
    <message>
        <source>Only the end of a number</source>
        <translation>只有尾号</translation>
    </message>
    <message>
        <source>The text says not to</source>
        <translation>原文说不充</translation>
    </message>
    <message>
        <source>The text says it is done</source>
        <translation>原文说已充</translation>
    </message>
    <message>
        <source>Too many digits</source>
        <translation>位数多了</translation>
    </message>
    <message>
        <source>Too few digits</source>
        <translation>位数不够</translation>
    </message>
    <message>
        <source>Two amounts: which one?</source>
        <translation>两个金额，充哪个？</translation>
    </message>
    <message>
        <source>No mobile number begins like this</source>
        <translation>没有这样开头的手机号</translation>
    </message>
    <message>
        <source>Several columns could be the number or the amount</source>
        <translation>分不清哪一列是号码或金额</translation>
    </message>
    <message>
        <source>Whose amount is this?</source>
        <translation>这个金额是谁的？</translation>
    </message>
    <message>
        <source>{problem} (line {line}: “{source}”)</source>
        <translation>{problem}（第 {line} 行：“{source}”）</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>还没发</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>正在发</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发完</translation>
    </message>
    <message>
        <source>Paused by hand. Nothing more goes out.</source>
        <translation>已手动暂停，不再发出。</translation>
    </message>
    <message>
        <source>The program was closed meanwhile. Nothing goes out until you go on; no row is sent twice.</source>
        <translation>程序中途关过。点“继续”才会再发，已发的不会重发。</translation>
    </message>
    <message>
        <source>The platform refuses the account. Put that right, then go on.</source>
        <translation>平台拒绝本店账号。处理好再继续。</translation>
    </message>
    <message>
        <source>The balance is too low for the next row. Top it up, then go on.</source>
        <translation>余额不够充下一行。加款后再继续。</translation>
    </message>
    <message>
        <source>There is no connection. Go on when it is back.</source>
        <translation>网络断了。恢复后再继续。</translation>
    </message>
    <message>
        <source>The platform refused several rows in a row. Look at its reasons, then go on.</source>
        <translation>平台接连拒了几单。看看原因再继续。</translation>
    </message>
    <message>
        <source>Too many rows are unconfirmed. They are being asked about; wait before going on.</source>
        <translation>存疑的太多，正在查询。等一等再继续。</translation>
    </message>
    <message>
        <source>The disk is nearly full. Make room, then go on.</source>
        <translation>磁盘快满了。腾出空间再继续。</translation>
    </message>
    <message>
        <source>An order could not be saved, so it was not sent.</source>
        <translation>有一单没能保存，所以没有发出。</translation>
    </message>
    <message>
        <source>An order of this number and amount arrived meanwhile</source>
        <translation>此号同样金额的一单已在此间到账</translation>
    </message>
    <message>
        <source>The failed order was tried again or settled meanwhile</source>
        <translation>失败的那单已在此间再充过或已处理</translation>
    </message>
    <message>
        <source>Taken out by hand</source>
        <translation>已手动去掉</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>没有勾</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待发出</translation>
    </message>
    <message>
        <source>After row {row}, which has the same number</source>
        <translation>等第 {row} 行，同号</translation>
    </message>
    <message>
        <source>A list of numbers is paused.</source>
        <translation>有一张名单停着。</translation>
    </message>
</context>
<context>
    <name>BatchConfirmSheet</name>
    <message>
        <source>Send {count} orders (Enter)</source>
        <translation>发送 {count} 单 (回车)</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回 (Esc)</translation>
    </message>
    <message>
        <source>Check the list</source>
        <translation>核对名单</translation>
    </message>
    <message>
        <source>{count} orders</source>
        <translation>{count} 单</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Cost at most</source>
        <translation>成本最多</translation>
    </message>
    <message>
        <source>Money that went to a wrong number does not come back.</source>
        <translation>请仔细核对号码，充错号码无法退回。</translation>
    </message>
    <message>
        <source>It is a large list. Type the number of orders, {count}, to send it:</source>
        <translation>这是一张大单。请输入单数 {count} 再发送：</translation>
    </message>
    <message>
        <source>Number of orders</source>
        <translation>单数</translation>
    </message>
    <message>
        <source>{face} × {count}</source>
        <translation>{face} × {count}</translation>
    </message>
    <message>
        <source>Balance after that</source>
        <translation>充完余额约</translation>
    </message>
</context>
<context>
    <name>BatchTab</name>
    <message>
        <source>pasted text</source>
        <translation>粘贴的文字</translation>
    </message>
    <message>
        <source>dropped text</source>
        <translation>拖入的文字</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>这个文件读不了</translation>
    </message>
    <message>
        <source>No number was found</source>
        <translation>没有找到号码</translation>
    </message>
    <message>
        <source>Nothing in it looks like a mobile number.</source>
        <translation>里面没有像手机号的内容。</translation>
    </message>
    <message>
        <source>Open lists</source>
        <translation>打开名单</translation>
    </message>
    <message>
        <source>Spreadsheets and texts (*.xlsx *.xls *.ods *.csv *.txt)</source>
        <translation>表格和文本 (*.xlsx *.xls *.ods *.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Remove the list?</source>
        <translation>删掉这张名单？</translation>
    </message>
    <message>
        <source>Nothing of it was sent. It cannot be brought back.</source>
        <translation>它没有发过。删掉就找不回来了。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删掉</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Asked: {done} of {count}</source>
        <translation>已核对 {done} / {count}</translation>
    </message>
    <message>
        <source>Ask the platform</source>
        <translation>联网核对</translation>
    </message>
    <message>
        <source>The balance is too low for all of it: it pauses there.</source>
        <translation>余额不够充完整张名单，充到不够时会暂停。</translation>
    </message>
    <message>
        <source>Not sent yet: {count}. They will not be sent; orders that are on their way go on.</source>
        <translation>还没发的 {count} 行不再发；已经发出的照常进行。</translation>
    </message>
    <message>
        <source>Stop the list for good?</source>
        <translation>不再发这张名单？</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>不再发</translation>
    </message>
    <message>
        <source>The failed rows are not final yet, or were tried again already.</source>
        <translation>失败的还没有定论，或者已经再充过了。</translation>
    </message>
    <message>
        <source>Nothing to try again</source>
        <translation>没有可以再充的</translation>
    </message>
    <message>
        <source>{name}, again</source>
        <translation>{name} 再充</translation>
    </message>
    <message>
        <source>The list has changed</source>
        <translation>名单变了</translation>
    </message>
    <message>
        <source>It was sent or removed meanwhile.</source>
        <translation>它已经发送或删掉了。</translation>
    </message>
    <message>
        <source>The list could not be stored</source>
        <translation>名单没能保存</translation>
    </message>
</context>
<context>
    <name>BatchTable</name>
    <message>
        <source>Rows of the list</source>
        <translation>名单各行</translation>
    </message>
</context>
<context>
    <name>CashDialog</name>
    <message>
        <source>Cash in or out</source>
        <translation>存取现金</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>to the bank, change, to the owner…</source>
        <translation>存银行、换零钱、交给老板…</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>the program was being closed</source>
        <translation>程序正在关闭</translation>
    </message>
    <message>
        <source>the platform&apos;s answer could not be saved on this computer</source>
        <translation>平台的应答未能保存到本机</translation>
    </message>
    <message>
        <source>the connection to the platform was not secure</source>
        <translation>与平台的连接不安全（证书有问题）</translation>
    </message>
    <message>
        <source>the platform could not be reached</source>
        <translation>连不上平台</translation>
    </message>
    <message>
        <source>no answer came in time</source>
        <translation>平台没有及时应答</translation>
    </message>
    <message>
        <source>the line broke before the answer had come</source>
        <translation>应答到达前网络断开</translation>
    </message>
    <message>
        <source>the platform asked for fewer requests</source>
        <translation>平台要求放慢请求</translation>
    </message>
    <message>
        <source>the platform answered with a fault of its own</source>
        <translation>平台自身故障</translation>
    </message>
    <message>
        <source>something else answered in place of the platform</source>
        <translation>应答的不是平台（可能是代理或登录页）</translation>
    </message>
    <message>
        <source>the platform&apos;s answer does not fit this order</source>
        <translation>平台的应答与本订单对不上</translation>
    </message>
    <message>
        <source>the platform&apos;s answer could not be read</source>
        <translation>平台的应答无法识别</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the system does not allow it to be written</source>
        <translation>系统不允许写入</translation>
    </message>
    <message>
        <source>another program is using the file</source>
        <translation>文件正被其他程序占用</translation>
    </message>
    <message>
        <source>the folder or the file is not there</source>
        <translation>文件夹或文件不存在</translation>
    </message>
    <message>
        <source>the disk or the file has a fault</source>
        <translation>磁盘或文件有故障</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Done: {file} is written.</source>
        <translation>已完成：{file} 已写入。</translation>
    </message>
    <message>
        <source>Nothing was written: {reason}. {remedy}</source>
        <translation>未写入任何内容：{reason}。{remedy}</translation>
    </message>
    <message>
        <source>The program was being closed. Start it again.</source>
        <translation>程序正在关闭，请重新启动程序。</translation>
    </message>
    <message>
        <source>This computer could not save it: {reason}. {remedy}</source>
        <translation>本机未能保存：{reason}。{remedy}</translation>
    </message>
    <message>
        <source>Free space on the disk.</source>
        <translation>请清理磁盘空间。</translation>
    </message>
    <message>
        <source>If it is open in another program, close it there; else check the folder&apos;s permissions.</source>
        <translation>如果文件在其他程序（如 Excel）中打开，请先关闭；否则请检查文件夹权限。</translation>
    </message>
    <message>
        <source>Close the other program, or wait a moment; then try again.</source>
        <translation>请关闭该程序或稍等片刻，再试一次。</translation>
    </message>
    <message>
        <source>Try again; if it stays so, start the program anew.</source>
        <translation>请再试一次；仍不行请重新启动程序。</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>The last {count} days</source>
        <translation>最近 {count} 天</translation>
    </message>
    <message>
        <source>No balance was read in the last days, and the orders&apos; costs are not known yet.</source>
        <translation>这几天没有读到余额，订单的成本也还不知道。</translation>
    </message>
    <message>
        <source>No order was placed and no balance read in the last days.</source>
        <translation>最近没有订单，也没有读到余额。</translation>
    </message>
    <message>
        <source>Cost of a day after refunds, yuan (bars)</source>
        <translation>当日成本，已扣退款（元，柱）</translation>
    </message>
    <message>
        <source>Last balance of the day, yuan (line)</source>
        <translation>当日最后一次读到的余额（元，线）</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>balance not read</source>
        <translation>没有读到余额</translation>
    </message>
    <message>
        <source>last balance {amount}</source>
        <translation>最后余额 {amount}</translation>
    </message>
    <message>
        <source>orders {count}</source>
        <translation>{count} 单</translation>
    </message>
    <message>
        <source>cost after refunds {amount}</source>
        <translation>扣退款后成本 {amount}</translation>
    </message>
    <message>
        <source>{count} days together: orders {orders}, cost after refunds {amount}. Point at a day, or use ← and →.</source>
        <translation>{count} 天合计 {orders} 单，扣退款后成本 {amount}。指向某天或按 ← → 看当天。</translation>
    </message>
    <message>
        <source>Balance and costs, {first} – {last}</source>
        <translation>余额与成本，{first} – {last}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Cost after refunds</source>
        <translation>成本（已扣退款）</translation>
    </message>
    <message>
        <source>Last balance</source>
        <translation>当日最后余额</translation>
    </message>
    <message>
        <source>Last days</source>
        <translation>最近30天</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>Daily close</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未点</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Print the draft…</source>
        <translation>打印草稿…</translation>
    </message>
    <message>
        <source>Close: keep these figures (Ctrl+Enter)</source>
        <translation>确认日结（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>期初余额</translation>
    </message>
    <message>
        <source>+ Deposits</source>
        <translation>＋ 加款</translation>
    </message>
    <message>
        <source>− Costs of orders</source>
        <translation>－ 订单成本</translation>
    </message>
    <message>
        <source>+ Refunds</source>
        <translation>＋ 退款</translation>
    </message>
    <message>
        <source>± Adjustments</source>
        <translation>± 调整</translation>
    </message>
    <message>
        <source>= By the books</source>
        <translation>＝ 账面余额</translation>
    </message>
    <message>
        <source>With the platform</source>
        <translation>平台余额</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Account with the platform</source>
        <translation>平台账户</translation>
    </message>
    <message>
        <source>Change at the beginning</source>
        <translation>期初备用金</translation>
    </message>
    <message>
        <source>+ Cash for orders</source>
        <translation>＋ 订单收的现金</translation>
    </message>
    <message>
        <source>− Of it really paid by phone</source>
        <translation>− 其中实为手机付款</translation>
    </message>
    <message>
        <source>− Cash returned</source>
        <translation>－ 已退现金</translation>
    </message>
    <message>
        <source>± Put in or taken out</source>
        <translation>± 放入或取出</translation>
    </message>
    <message>
        <source>= Should be in the drawer</source>
        <translation>＝ 钱箱应有</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实点</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>From {since} until {until}: {count} orders</source>
        <translation>{since} 至 {until}：{count} 单</translation>
    </message>
    <message>
        <source>From {since} until {until}: {count} orders, profit {profit}</source>
        <translation>{since} 至 {until}：{count} 笔订单，利润 {profit}</translation>
    </message>
    <message>
        <source>Corrections to earlier closes: {count} orders, cost {cost}, refunds {refund}, profit {profit}; profit in all {whole}</source>
        <translation>对以前日结的更正：{count} 笔订单，成本 {cost}，退款 {refund}，利润 {profit}；合计利润 {whole}</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>还没有读取</translation>
    </message>
    <message>
        <source>{money} ({time})</source>
        <translation>{money}（{time}）</translation>
    </message>
    <message>
        <source>{money} ({time}, before the last entries)</source>
        <translation>{money}（{time}，之后又有账目）</translation>
    </message>
    <message>
        <source>Amounts in yuan, such as 350 or 99.50; or nothing.</source>
        <translation>请填金额（元），如 350 或 99.50；也可以留空。</translation>
    </message>
</context>
<context>
    <name>ClosePaper</name>
    <message>
        <source>Draft – not closed</source>
        <translation>草稿，尚未日结</translation>
    </message>
    <message>
        <source>Practice – no real money</source>
        <translation>练习模式，并非真实交易</translation>
    </message>
    <message>
        <source>Printed at</source>
        <translation>打印时间</translation>
    </message>
    <message>
        <source>Daily close</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>Daily close no. {number}</source>
        <translation>日结 第 {number} 号</translation>
    </message>
    <message>
        <source>{label}: {value}</source>
        <translation>{label}：{value}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{name}, allowed by {other}</source>
        <translation>{name}（{other}放行）</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>期初余额</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>加款</translation>
    </message>
    <message>
        <source>Costs of orders</source>
        <translation>订单成本</translation>
    </message>
    <message>
        <source>Cash for orders</source>
        <translation>订单收的现金</translation>
    </message>
    <message>
        <source>Of it really paid by phone</source>
        <translation>其中实为手机付款</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Adjustments</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>By the books</source>
        <translation>账面余额</translation>
    </message>
    <message>
        <source>Change at the beginning</source>
        <translation>期初备用金</translation>
    </message>
    <message>
        <source>Cash returned to customers</source>
        <translation>已退顾客现金</translation>
    </message>
    <message>
        <source>Cash put in or taken out</source>
        <translation>放入或取出的现金</translation>
    </message>
    <message>
        <source>Should be in the drawer</source>
        <translation>钱箱应有</translation>
    </message>
    <message>
        <source>Account with the platform</source>
        <translation>平台账户</translation>
    </message>
    <message>
        <source>The account&apos;s book has not begun.</source>
        <translation>平台账户尚未开始记账。</translation>
    </message>
    <message>
        <source>Something was booked after the balance was read: the difference is not known.</source>
        <translation>读取余额之后又有账目入账：差额未知。</translation>
    </message>
    <message>
        <source>With the platform</source>
        <translation>平台余额</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>读取时间</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实点</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未清点</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Orders of this close</source>
        <translation>本次日结的订单</translation>
    </message>
    <message>
        <source>No orders</source>
        <translation>没有订单</translation>
    </message>
    <message>
        <source>Paid by customers</source>
        <translation>顾客付款</translation>
    </message>
    <message>
        <source>Shifts: cash of orders, difference</source>
        <translation>各班：订单现金，差额</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 笔</translation>
    </message>
    <message>
        <source>Profit, corrections included</source>
        <translation>利润（含更正）</translation>
    </message>
    <message>
        <source>Arrived at a cost not known yet, counted in neither cost nor profit: {count}</source>
        <translation>已到账但成本未知，未计入成本和利润：{count} 笔</translation>
    </message>
    <message>
        <source>Corrections to earlier closes</source>
        <translation>对以前日结的更正</translation>
    </message>
    <message>
        <source>Unknown operator</source>
        <translation>运营商未知</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Face total</source>
        <translation>面值合计</translation>
    </message>
    <message>
        <source>{word}, returned</source>
        <translation>{word}，退款</translation>
    </message>
    <message>
        <source>Shift {number}</source>
        <translation>第 {number} 班</translation>
    </message>
    <message>
        <source>Way to pay not recorded</source>
        <translation>未记付款方式</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Our order no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>Was → now</source>
        <translation>原状态 → 现状态</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>The balance with the platform was not read.</source>
        <translation>平台余额未读取。</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>The drawer was not counted.</source>
        <translation>钱箱未清点。</translation>
    </message>
</context>
<context>
    <name>ClosePrintDialog</name>
    <message>
        <source>Save as Excel file… (Ctrl+E)</source>
        <translation>存为 Excel 文件…（Ctrl+E）</translation>
    </message>
    <message>
        <source>Save as Excel file</source>
        <translation>存为 Excel 文件</translation>
    </message>
</context>
<context>
    <name>CloseShiftDialog</name>
    <message>
        <source>Hand the shift over</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实点</translation>
    </message>
    <message>
        <source>Reason for a difference</source>
        <translation>差额原因</translation>
    </message>
    <message>
        <source>Counted (Enter)</source>
        <translation>点好了（回车）</translation>
    </message>
    <message>
        <source>There should be {expected}. Difference: {difference}</source>
        <translation>应有 {expected}。差额：{difference}</translation>
    </message>
    <message>
        <source>Hand over (Enter)</source>
        <translation>交班（回车）</translation>
    </message>
</context>
<context>
    <name>Closes</name>
    <message>
        <source>Orders since the last close</source>
        <translation>上次日结以来的订单</translation>
    </message>
    <message>
        <source>No order was placed since the last close.</source>
        <translation>上次日结以来没有订单。</translation>
    </message>
    <message>
        <source>Counted by an earlier close</source>
        <translation>之前的日结已计过</translation>
    </message>
    <message>
        <source>Customers have paid nothing since the last close.</source>
        <translation>上次日结以来顾客没有付款。</translation>
    </message>
    <message>
        <source>Paid by customers: {sums}</source>
        <translation>顾客付款：{sums}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>ClosesPage</name>
    <message>
        <source>Make the daily close… (Alt+C)</source>
        <translation>做日结…（Alt+C）</translation>
    </message>
    <message>
        <source>Look at it, print, export… (Enter)</source>
        <translation>查看、打印、导出…（回车）</translation>
    </message>
    <message>
        <source>Daily closes</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Closed at</source>
        <translation>日结时间</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Account off by</source>
        <translation>账户差额</translation>
    </message>
    <message>
        <source>Drawer off by</source>
        <translation>钱箱差额</translation>
    </message>
    <message>
        <source>By, note</source>
        <translation>经手人、备注</translation>
    </message>
    <message>
        <source>No day was closed yet.</source>
        <translation>还没有做过日结。</translation>
    </message>
    <message>
        <source>In the evening: count the drawer, and make the daily close.</source>
        <translation>打烊时点好钱箱，做一次日结。</translation>
    </message>
    <message>
        <source>Counts all that happened since the last close. A close is never changed; what changes later stands in the next one as a correction.</source>
        <translation>统计上次日结以来的全部变动。日结一经确认不再修改；之后的变化会作为更正记在下一次日结里。</translation>
    </message>
</context>
<context>
    <name>ConfirmSheet</name>
    <message>
        <source>Check the order</source>
        <translation>核对订单</translation>
    </message>
    <message>
        <source>Top it up once more (Space)</source>
        <translation>确定再充一次（空格键勾选）</translation>
    </message>
    <message>
        <source>Confirm (Enter)</source>
        <translation>确认充值（回车）</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>备注：{note}</translation>
    </message>
    <message>
        <source>Mobile number</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>找回</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>Something went wrong in the program itself.</source>
        <translation>程序本身出了错。</translation>
    </message>
    <message>
        <source>Last time an error ended the program.</source>
        <translation>上次程序因出错而中断。</translation>
    </message>
    <message>
        <source>An error in the program itself: it cannot go on.</source>
        <translation>程序本身出了错，无法继续运行。</translation>
    </message>
    <message>
        <source>What you did last may not have happened: look before you do it again. Orders are not lost: each one was saved before it was sent. If this comes again, start the program again and send the details to whoever looks after it.</source>
        <translation>您刚才的操作可能没有完成，重做之前请先看一看。订单不会丢失：每一单都是先存好再发送的。如果再次出现，请重新启动程序，并把详情发给维护人员。</translation>
    </message>
    <message>
        <source>Orders are not lost: each one was saved before it was sent. What was on its way is being asked about; see whether an order is there before you place it again. If this comes again, send the details to whoever looks after the program.</source>
        <translation>订单不会丢失：每一单都是先存好再发送的。当时正在发送的订单，程序正在查询；重新下单之前，请先看看那一单在不在。如果再次出现，请把详情发给维护人员。</translation>
    </message>
    <message>
        <source>Orders are not lost: each one was saved before it was sent. Start the program again: what was on its way will be asked about. If this comes again, send the details to whoever looks after the program.</source>
        <translation>订单不会丢失：每一单都是先存好再发送的。请重新启动程序，当时正在发送的订单会继续查询。如果再次出现，请把详情发给维护人员。</translation>
    </message>
</context>
<context>
    <name>CrashNotice</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Start the program again</source>
        <translation>重新启动程序</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
    <message>
        <source>Go on (Enter)</source>
        <translation>继续（回车）</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Days</name>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
</context>
<context>
    <name>DebtsPage</name>
    <message>
        <source>Who owes</source>
        <translation>谁欠的</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>从何时</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Placed by</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Owes</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Orders on credit</source>
        <translation>赊账的订单</translation>
    </message>
    <message>
        <source>Nobody owes the shop anything.</source>
        <translation>没有人欠款。</translation>
    </message>
    <message>
        <source>Orders that are paid later appear here.</source>
        <translation>赊账的订单会列在这里。</translation>
    </message>
    <message>
        <source>Pays this one…</source>
        <translation>收这一笔…</translation>
    </message>
    <message>
        <source>Pays all…</source>
        <translation>全部收…</translation>
    </message>
    <message>
        <source>Customers owe {amount} ({count})</source>
        <translation>顾客欠款 {amount}（{count} 笔）</translation>
    </message>
    <message>
        <source>Pays all {count}: {amount}…</source>
        <translation>收他的全部 {count} 笔：{amount}…</translation>
    </message>
    <message>
        <source>{payer} owes {amount}. In which way is it paid?</source>
        <translation>{payer}欠 {amount}。用哪种方式付？</translation>
    </message>
    <message>
        <source>The customer pays</source>
        <translation>收欠款</translation>
    </message>
</context>
<context>
    <name>Dispute</name>
    <message>
        <source>Mobile number: {number}</source>
        <translation>手机号码：{number}</translation>
    </message>
    <message>
        <source>Ordered at: {time}</source>
        <translation>下单时间：{time}</translation>
    </message>
    <message>
        <source>Our order no.: {number}</source>
        <translation>商户单号：{number}</translation>
    </message>
    <message>
        <source>Platform no.: {number}</source>
        <translation>平台单号：{number}</translation>
    </message>
    <message>
        <source>Status: {status}</source>
        <translation>状态：{status}</translation>
    </message>
    <message>
        <source>Result at: {time}</source>
        <translation>结果时间：{time}</translation>
    </message>
    <message>
        <source>A refund of {amount} is due; our balance does not confirm it yet.</source>
        <translation>应退 {amount}，我方余额未能证实到账。</translation>
    </message>
</context>
<context>
    <name>EmptyOrder</name>
    <message>
        <source>Choose an order to see all of it here (F4)</source>
        <translation>选中一单，这里显示它的全部经过（F4）</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Order confirmed at the counter</source>
        <translation>柜台确认下单</translation>
    </message>
    <message>
        <source>Saved, sending began</source>
        <translation>已保存，开始发送</translation>
    </message>
    <message>
        <source>The platform took the order</source>
        <translation>平台已接单</translation>
    </message>
    <message>
        <source>The platform refused the order</source>
        <translation>平台拒单</translation>
    </message>
    <message>
        <source>Not sent: nothing left this computer</source>
        <translation>未发出：数据没有离开本机</translation>
    </message>
    <message>
        <source>No usable answer: unconfirmed, may have been charged</source>
        <translation>没有收到有效应答：存疑，可能已扣款</translation>
    </message>
    <message>
        <source>The program had ended before the answer was stored</source>
        <translation>程序在收到结果之前已退出</translation>
    </message>
    <message>
        <source>The platform reports: {status}</source>
        <translation>平台回报：{status}</translation>
    </message>
    <message>
        <source>Asked; the platform does not find it, while other questions succeed</source>
        <translation>查询：平台查不到此单（其他查询正常）</translation>
    </message>
    <message>
        <source>Asked; the platform answered with an error</source>
        <translation>已查询，平台返回错误</translation>
    </message>
    <message>
        <source>The platform&apos;s answer was about another order: not believed</source>
        <translation>平台的应答说的是另一单：未采信</translation>
    </message>
    <message>
        <source>Refunded before the program compared refunds with the balance</source>
        <translation>在程序开始核对余额之前已退款</translation>
    </message>
    <message>
        <source>The balance shows that the refund has arrived</source>
        <translation>余额已证实退款到账</translation>
    </message>
    <message>
        <source>Sent again by the clerk, under the same order no.</source>
        <translation>店员用同一单号重新发送</translation>
    </message>
    <message>
        <source>Closed by the clerk</source>
        <translation>店员人工结案</translation>
    </message>
    <message>
        <source>Missing in this database, found in the journal: unconfirmed</source>
        <translation>数据库里没有此单，从单号日志找回：存疑</translation>
    </message>
    <message>
        <source>Note written</source>
        <translation>写了备注</translation>
    </message>
    <message>
        <source>Cash given back to the customer</source>
        <translation>已退顾客现金</translation>
    </message>
    <message>
        <source>Had ended before this version of the program: taken as read</source>
        <translation>升级前已有结果：视为已读</translation>
    </message>
    <message>
        <source>The clerk has taken note of this end</source>
        <translation>店员已知晓这一结果</translation>
    </message>
    <message>
        <source>Receipt printed or saved as a file</source>
        <translation>小票已打印或存成文件</translation>
    </message>
    <message>
        <source>Cancelling was asked for; the platform took the wish</source>
        <translation>已申请取消，平台已受理</translation>
    </message>
    <message>
        <source>Cancelling was asked for; the platform turned it down</source>
        <translation>已申请取消，平台拒绝</translation>
    </message>
    <message>
        <source>Cancelling was asked for; no answer came</source>
        <translation>已申请取消，没有收到应答</translation>
    </message>
    <message>
        <source>to collect {price}</source>
        <translation>收款 {price}</translation>
    </message>
    <message>
        <source>{name}, allowed by {other}</source>
        <translation>{name}（{other}放行）</translation>
    </message>
    <message>
        <source>instead of {order_no}, {paid} already collected</source>
        <translation>代替 {order_no}，已收 {paid}</translation>
    </message>
    <message>
        <source>technical reason: {reason}</source>
        <translation>技术原因（给维护人员看）：{reason}</translation>
    </message>
    <message>
        <source>Taken back: the customer does not have the cash yet</source>
        <translation>撤回：现金还没退给顾客</translation>
    </message>
    <message>
        <source>Paid in another way from now on</source>
        <translation>付款方式已改</translation>
    </message>
    <message>
        <source>Tried again: the customer&apos;s cash belongs to the new order</source>
        <translation>再充一次：顾客的现金算在新单上</translation>
    </message>
    <message>
        <source>The customer&apos;s cash belongs to the other order</source>
        <translation>顾客的现金算在另一单上</translation>
    </message>
    <message>
        <source>The customer&apos;s cash belongs to this order again</source>
        <translation>顾客的现金重新算在这一单上</translation>
    </message>
    <message>
        <source>The platform&apos;s support says: it arrived</source>
        <translation>平台客服说：已到账</translation>
    </message>
    <message>
        <source>The platform&apos;s support says: it failed and was refunded</source>
        <translation>平台客服说：失败，已退款给本店</translation>
    </message>
    <message>
        <source>The platform&apos;s support says: it failed and is not refunded</source>
        <translation>平台客服说：失败，不退款</translation>
    </message>
    <message>
        <source>our order no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>mobile number</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>store</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>cost {cost}</source>
        <translation>成本 {cost}</translation>
    </message>
    <message>
        <source>arrived {arrived}</source>
        <translation>到账 {arrived}</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>正在写入 {file}…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>取消（Esc）</translation>
    </message>
    <message>
        <source>Done: {count} orders are in {file}.</source>
        <translation>完成：{count} 单已写入 {file}。</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Writing {file}: {done} of {total} orders…</source>
        <translation>正在写入 {file}：{done} / {total} 单…</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>导出所显示的订单</translation>
    </message>
    <message>
        <source>orders {day}</source>
        <translation>订单 {day}</translation>
    </message>
    <message>
        <source>Done: the newest {count} orders are in {file}; there are more. Narrow the search or dates.</source>
        <translation>完成：最新的 {count} 单已写入 {file}，还有更早的没有写入，请缩小查找范围或日期。</translation>
    </message>
    <message>
        <source>Nothing was written: {reason}. {remedy}</source>
        <translation>未写入任何内容：{reason}。{remedy}</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Total: {count} orders</source>
        <translation>合计 {count} 单</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>The refund is</source>
        <translation>退款情况</translation>
    </message>
    <message>
        <source>Instead of our order no.</source>
        <translation>代替商户单号</translation>
    </message>
    <message>
        <source>Tried again as our order no.</source>
        <translation>再充为商户单号</translation>
    </message>
    <message>
        <source>Placed by</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Who owes it</source>
        <translation>谁欠的</translation>
    </message>
    <message>
        <source>Money back with</source>
        <translation>退款方式</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>told by the platform</source>
        <translation>平台告知，余额未证实</translation>
    </message>
    <message>
        <source>in the balance</source>
        <translation>已进余额</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到账</translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Seconds until then</source>
        <translation>用时（秒）</translation>
    </message>
    <message>
        <source>The platform&apos;s words, or the cause</source>
        <translation>平台说明或原因</translation>
    </message>
    <message>
        <source>Platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>Our order no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Cash returned</source>
        <translation>已退现金</translation>
    </message>
    <message>
        <source>Cash returned at</source>
        <translation>退现金时间</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到账</translation>
    </message>
    <message>
        <source>Our no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>· {paid} with the order before it</source>
        <translation>· 其中 {paid} 是前一单转来的</translation>
    </message>
    <message>
        <source>{cost}, {refund}</source>
        <translation>{cost}，{refund}</translation>
    </message>
    <message>
        <source>Copy: {name}</source>
        <translation>复制：{name}</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>已复制：{text}</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>PDF file (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Excel file (*.xlsx)</source>
        <translation>Excel 文件 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>“{file}” is there already. Replace it?</source>
        <translation>“{file}”已经存在，要替换吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Any time</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation>选择日期…</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>拒单核实中</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>部分到账</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Search: digits of a number, an order no., words of a note</source>
        <translation>查找：号码的任意几位、单号、备注里的字</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>All operators</source>
        <translation>全部运营商</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Fast and slow</source>
        <translation>快充和慢充</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>All ways to pay</source>
        <translation>所有付款方式</translation>
    </message>
    <message>
        <source>Placed by</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>FirstDay</name>
    <message>
        <source>No orders here yet</source>
        <translation>这里还没有订单</translation>
    </message>
    <message>
        <source>A customer is a number and three keys</source>
        <translation>一位顾客就是号码加三个键</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Practise first, without money</source>
        <translation>先练一练，不扣款</translation>
    </message>
    <message>
        <source>All keys (F1)</source>
        <translation>所有快捷键 (F1)</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Needs attention</source>
        <translation>要处理</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>最近完成</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到账</translation>
    </message>
    <message>
        <source>Platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>Our order no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Placed by</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>cash returned</source>
        <translation>已退现金</translation>
    </message>
    <message>
        <source>tried again</source>
        <translation>已再充一次</translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message>
        <source>No orders yet.</source>
        <translation>还没有订单。</translation>
    </message>
    <message>
        <source>No orders match.</source>
        <translation>没有符合的订单。</translation>
    </message>
    <message>
        <source>They appear here as soon as one is sent.</source>
        <translation>发出一单，这里马上就有。</translation>
    </message>
    <message>
        <source>Try fewer digits, or all days.</source>
        <translation>少输几位，或者换成全部日期试试。</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>A top-up</source>
        <translation>充一笔</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>choose a recent customer under the number; Enter takes it</source>
        <translation>选号码下面的最近顾客，回车采用</translation>
    </message>
    <message>
        <source>face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>fast / slow, where slow is allowed</source>
        <translation>快充 / 慢充（慢充须已允许）</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>back from the check, nothing is lost</source>
        <translation>从核对返回，已填内容都在</translation>
    </message>
    <message>
        <source>take back that cash was returned, within six seconds</source>
        <translation>六秒内撤消“现金已退”</translation>
    </message>
    <message>
        <source>the tabs at the left edge</source>
        <translation>左边各页</translation>
    </message>
    <message>
        <source>Orders beside the form</source>
        <translation>右侧的订单</translation>
    </message>
    <message>
        <source>go to the orders; unconfirmed and failed ones come first</source>
        <translation>到右侧订单，存疑的和没充成的排在前面</translation>
    </message>
    <message>
        <source>the cash is returned, or I have seen to this order</source>
        <translation>现金已退，或这一单已处理</translation>
    </message>
    <message>
        <source>back to the number</source>
        <translation>回到号码</translation>
    </message>
    <message>
        <source>open the order</source>
        <translation>打开订单</translation>
    </message>
    <message>
        <source>receipt of the chosen order, or of the one placed last</source>
        <translation>打印所选订单的小票；没有选就打最近下的一单</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>check, how it is paid; Enter once more: top up</source>
        <translation>核对，选付款方式；再按回车：充值</translation>
    </message>
    <message>
        <source>its pages, from the ledger to the shifts</source>
        <translation>各页，从对账到交接班</translation>
    </message>
    <message>
        <source>read the balance now</source>
        <translation>立即读取余额</translation>
    </message>
    <message>
        <source>enter a deposit, on the page of the ledger</source>
        <translation>在对账页记一笔加款</translation>
    </message>
    <message>
        <source>make the daily close, on its page</source>
        <translation>在日结页做日结</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何页面</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>the number; a message from a chat can be pasted</source>
        <translation>号码；聊天里的消息也可以直接粘贴</translation>
    </message>
    <message>
        <source>the next number of a pasted message; Esc drops those</source>
        <translation>粘贴的消息里的下一个号码；号码框空着时 Esc 不再等待</translation>
    </message>
    <message>
        <source>in an order that was tried again: to the one before or after it</source>
        <translation>订单里：看再充之前或之后的那一单</translation>
    </message>
    <message>
        <source>try it again: the form is filled, the cash is carried over</source>
        <translation>再充一次：自动填表，已收的现金接着用</translation>
    </message>
    <message>
        <source>ask the platform about the order now</source>
        <translation>马上向平台查询这一单</translation>
    </message>
    <message>
        <source>copy the order&apos;s numbers for the platform&apos;s support</source>
        <translation>复制这一单的单号，发给平台客服</translation>
    </message>
    <message>
        <source>paste a list; also into the one that is shown</source>
        <translation>粘贴名单；也可加到正打开的名单</translation>
    </message>
    <message>
        <source>open spreadsheets or texts</source>
        <translation>打开表格或文本</translation>
    </message>
    <message>
        <source>tick the chosen rows, or leave them out</source>
        <translation>勾上选中的行，或不要</translation>
    </message>
    <message>
        <source>leave the chosen rows out; remove a list that was not sent</source>
        <translation>不要选中的行；删掉没发过的名单</translation>
    </message>
    <message>
        <source>correct the number, the face value or the note</source>
        <translation>改号码、面值或备注</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>check the ticked rows and send them; open an order</source>
        <translation>核对勾上的行并发送；打开订单</translation>
    </message>
    <message>
        <source>next tab</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>the tab before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>search the history</source>
        <translation>查历史</translation>
    </message>
    <message>
        <source>offline or refused: try again now</source>
        <translation>离线或被拒时：马上再试</translation>
    </message>
    <message>
        <source>another key, if this one is refused</source>
        <translation>密钥被拒时：换密钥</translation>
    </message>
    <message>
        <source>with a staff list: another person, lock</source>
        <translation>有员工名单时：换人、锁定</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>this sheet</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>quit; what is open is said first</source>
        <translation>退出；先列出还没办完的事</translation>
    </message>
</context>
<context>
    <name>LastClose</name>
    <message>
        <source>Make the close (Alt+C)</source>
        <translation>做日结 (Alt+C)</translation>
    </message>
    <message>
        <source>No daily close yet</source>
        <translation>还没有做过日结</translation>
    </message>
    <message>
        <source>so far {count} orders, {amount}</source>
        <translation>目前 {count} 单，收款 {amount}</translation>
    </message>
    <message>
        <source>Last close {time}</source>
        <translation>上次日结 {time}</translation>
    </message>
    <message>
        <source>since then {count} orders, {amount}</source>
        <translation>之后 {count} 单，收款 {amount}</translation>
    </message>
</context>
<context>
    <name>LastDays</name>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print the last days</source>
        <translation>打印最近 30 天</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the last days as a picture or for Excel</source>
        <translation>把最近 30 天存为图片或 Excel 文件</translation>
    </message>
    <message>
        <source>last days {day}</source>
        <translation>最近30天 {day}</translation>
    </message>
    <message>
        <source>Save the last days</source>
        <translation>保存最近 30 天</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Other mode</source>
        <translation>切换模式</translation>
    </message>
    <message>
        <source>Other account</source>
        <translation>换账号</translation>
    </message>
    <message>
        <source>Quit? Some things are still open</source>
        <translation>要退出吗？还有几件事开着</translation>
    </message>
    <message>
        <source>Change the mode? Some things are still open</source>
        <translation>要切换模式吗？还有几件事开着</translation>
    </message>
    <message>
        <source>Switch the account? Some things are still open</source>
        <translation>要换账号吗？还有几件事开着</translation>
    </message>
    <message>
        <source>Every order is saved; what is missing are results that this computer could not write. After the next start the program asks the platform for them again.</source>
        <translation>每一单都已保存，缺的只是没能写入这台电脑的结果。下次启动后会再向平台查询。</translation>
    </message>
    <message>
        <source>Every order is saved.</source>
        <translation>订单都已保存。</translation>
    </message>
    <message>
        <source>Every order is saved; this account&apos;s orders are asked about again when it is back.</source>
        <translation>订单都已保存；换回这个账号后接着查。</translation>
    </message>
    <message>
        <source>Every order is saved; the program asks about them again at the next start.</source>
        <translation>订单都已保存，下次打开接着查。</translation>
    </message>
    <message>
        <source>Orders with unsaved results: {count}</source>
        <translation>{count} 单的结果还没存下</translation>
    </message>
    <message>
        <source>Cash not returned to customers: {count}</source>
        <translation>{count} 笔现金没退</translation>
    </message>
    <message>
        <source>Unconfirmed orders: {count}</source>
        <translation>{count} 单存疑</translation>
    </message>
    <message>
        <source>Running orders: {count}</source>
        <translation>{count} 单进行中</translation>
    </message>
    <message>
        <source>The daily close is not made</source>
        <translation>今天还没做日结</translation>
    </message>
    <message>
        <source>A number is in the form: {number}</source>
        <translation>号码还在表单里：{number}</translation>
    </message>
    <message>
        <source>Free space on the disk and wait: the program keeps trying.</source>
        <translation>请清理磁盘空间，稍等，程序会一直重试。</translation>
    </message>
    <message>
        <source>Nobody watches them meanwhile; better wait until they are clear.</source>
        <translation>关掉就没人盯着；最好等查清。</translation>
    </message>
    <message>
        <source>They go on at the platform; results come at the next start.</source>
        <translation>平台照常处理，结果下次打开时查到。</translation>
    </message>
    <message>
        <source>Orders since the last one: {count}</source>
        <translation>上次日结以来 {count} 单</translation>
    </message>
    <message>
        <source>It was not ordered, and is gone then.</source>
        <translation>还没下单，离开就没了。</translation>
    </message>
    <message>
        <source>Daily close…</source>
        <translation>做日结</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>回去</translation>
    </message>
    <message>
        <source>See to it</source>
        <translation>去处理</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>仍然退出</translation>
    </message>
    <message>
        <source>Leave anyway</source>
        <translation>仍然离开</translation>
    </message>
    <message>
        <source>Switch anyway</source>
        <translation>仍然切换</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>Open (Enter)</source>
        <translation>打开 (回车)</translation>
    </message>
    <message>
        <source>Orders that could explain a difference</source>
        <translation>可能造成差额的订单</translation>
    </message>
    <message>
        <source>Nothing to explain</source>
        <translation>没有要解释的</translation>
    </message>
    <message>
        <source>Placed at</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>可能影响余额</translation>
    </message>
    <message>
        <source>{count} orders</source>
        <translation>{count} 单</translation>
    </message>
</context>
<context>
    <name>LedgerSums</name>
    <message>
        <source>Enter a deposit… (Alt+D)</source>
        <translation>记一笔加款…（Alt+D）</translation>
    </message>
    <message>
        <source>Adjust the books…</source>
        <translation>调整账面…</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>开账时</translation>
    </message>
    <message>
        <source>Opening balance ({since})</source>
        <translation>期初余额（{since}）</translation>
    </message>
    <message>
        <source>With the platform ({time})</source>
        <translation>平台余额（{time}）</translation>
    </message>
    <message>
        <source>+ Deposits</source>
        <translation>＋ 加款</translation>
    </message>
    <message>
        <source>− Costs of orders</source>
        <translation>－ 订单成本</translation>
    </message>
    <message>
        <source>+ Refunds</source>
        <translation>＋ 退款</translation>
    </message>
    <message>
        <source>of these not yet confirmed</source>
        <translation>其中未经余额证实的</translation>
    </message>
    <message>
        <source>± Adjustments</source>
        <translation>± 调整</translation>
    </message>
    <message>
        <source>= By the books</source>
        <translation>＝ 账面余额</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>An order over a limit, or for a blocked number, needs the right for it, or somebody&apos;s permission by PIN. Orders that did not arrive are not counted.</source>
        <translation>超过限额、或给停充号码下单，要有这个权限，或由有权限的人输 PIN 放行。没到账的不算。</translation>
    </message>
</context>
<context>
    <name>LimitsDialog</name>
    <message>
        <source>Limits and blocked numbers</source>
        <translation>限额和停充号码</translation>
    </message>
    <message>
        <source>One number in a day</source>
        <translation>每个号码每天</translation>
    </message>
    <message>
        <source>One person in a day</source>
        <translation>每人每天</translation>
    </message>
    <message>
        <source>Blocked numbers</source>
        <translation>停充号码</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>No number is blocked.</source>
        <translation>没有停充的号码。</translation>
    </message>
    <message>
        <source>Number to block</source>
        <translation>要停充的号码</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>一直</translation>
    </message>
    <message>
        <source>for a day</source>
        <translation>一天</translation>
    </message>
    <message>
        <source>for 7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>多久</translation>
    </message>
    <message>
        <source>for 30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>停充</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>An amount in yuan above zero, or nothing.</source>
        <translation>大于零的金额（元），或留空。</translation>
    </message>
    <message>
        <source>Enter a mobile number of eleven digits.</source>
        <translation>请输入 11 位手机号。</translation>
    </message>
    <message>
        <source>Write down the reason.</source>
        <translation>请写明原因。</translation>
    </message>
</context>
<context>
    <name>LinkBox</name>
    <message>
        <source>Instead of the order of {time}: {status}. Its cash was carried over.</source>
        <translation>顶替 {time} 那一单（{status}），现金已转过来</translation>
    </message>
    <message>
        <source>Instead of the order of {time}: {status}</source>
        <translation>顶替 {time} 那一单（{status}）</translation>
    </message>
    <message>
        <source>Tried again at {time}: {status}</source>
        <translation>{time} 再充了一次（{status}）</translation>
    </message>
</context>
<context>
    <name>ListsPage</name>
    <message>
        <source>Paste (Ctrl+V)</source>
        <translation>粘贴 (Ctrl+V)</translation>
    </message>
    <message>
        <source>Open a file… (Ctrl+O)</source>
        <translation>打开文件… (Ctrl+O)</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>保存模板…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已到账</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待发出</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Many numbers at once</source>
        <translation>一次充很多号码</translation>
    </message>
    <message>
        <source>Paste the chat message, or drop the spreadsheet here. You see it all before anything is sent.</source>
        <translation>把聊天内容粘贴进来，或者把表格拖到这里。发送之前，每一行都给您看。</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Owner: PIN lost…</source>
        <translation>老板忘了 PIN…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
</context>
<context>
    <name>LostPinDialog</name>
    <message>
        <source>Owner&apos;s PIN lost</source>
        <translation>老板忘了 PIN</translation>
    </message>
    <message>
        <source>The account&apos;s app secret proves that you are the owner.</source>
        <translation>用账户的 App secret 证明您是老板。</translation>
    </message>
    <message>
        <source>App secret</source>
        <translation>App secret</translation>
    </message>
    <message>
        <source>This is not the account&apos;s app secret.</source>
        <translation>这不是账户的 App secret。</translation>
    </message>
</context>
<context>
    <name>MenuButton</name>
    <message>
        <source>Leave practice mode</source>
        <translation>退出练习模式</translation>
    </message>
    <message>
        <source>Practice mode</source>
        <translation>练习模式</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Account…</source>
        <translation>账户…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Staff…</source>
        <translation>员工…</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>限额…</translation>
    </message>
    <message>
        <source>Audit log…</source>
        <translation>操作记录…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About…</source>
        <translation>关于…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>One moment, the program is starting: your input is kept, nothing is ordered yet.</source>
        <translation>请稍候，程序正在启动：已填内容都在，还没有下单。</translation>
    </message>
    <message>
        <source>Not ordered, no money moved. {why}</source>
        <translation>未下单，未扣款。{why}</translation>
    </message>
    <message>
        <source>Nothing new was ordered or charged: {number} has an order from {time} that is not decided ({status}). Wait for its result first.</source>
        <translation>这次没有下单，也没有扣款：{number} 在 {time} 已有一单还没出结果（{status}），请先等结果。</translation>
    </message>
    <message>
        <source>Locked since {time}: {status}. F4</source>
        <translation>{time} 有一单{status}，不能再充 · F4</translation>
    </message>
    <message>
        <source>This number cannot be ordered now</source>
        <translation>此号现在不能充</translation>
    </message>
    <message>
        <source>Check and top up · collect {price} (Enter)</source>
        <translation>核对并充值 · 收 {price}（回车）</translation>
    </message>
    <message>
        <source>Check · nothing to collect (Enter)</source>
        <translation>核对并充值 · 不用再收（回车）</translation>
    </message>
    <message>
        <source>Check and top up · give back {price} (Enter)</source>
        <translation>核对并充值 · 找回 {price}（回车）</translation>
    </message>
    <message>
        <source>Last time {face}, {time}: {status}</source>
        <translation>上次 {face}，{time}：{status}</translation>
    </message>
    <message>
        <source>{amount} of the order of {time} were not returned. R on it in the list uses them.</source>
        <translation>{time} 那单的 {amount} 还没退给顾客。在右侧选中它按 R，用这笔钱再充。</translation>
    </message>
    <message>
        <source>Check the number: a wrong one cannot be taken back.</source>
        <translation>请仔细核对号码，充错号码无法退回</translation>
    </message>
    <message>
        <source>Offline just now: the order may end as not sent. Then no money moves.</source>
        <translation>当前离线：订单可能发不出去；发不出去就不会扣款。</translation>
    </message>
    <message>
        <source>The platform says it will not take this order: {words}. Nothing is ordered yet; better go back.</source>
        <translation>平台说这一单不能充：{words}。还没有下单，建议返回。</translation>
    </message>
    <message>
        <source>Part of {face} arrived on this number at {time}; the rest may follow.</source>
        <translation>该号码的 {face} 已于 {time} 部分到账，余下的可能还会到。</translation>
    </message>
    <message>
        <source>This number got {face} already at {time}.</source>
        <translation>该号码已于 {time} 到账 {face}。</translation>
    </message>
    <message>
        <source>Not ordered yet. If this is wanted, tick below first: Space.</source>
        <translation>还没有下单。确实要再充一笔，请先按空格勾选下面一项。</translation>
    </message>
    <message>
        <source>Choose a face value: Alt+1, Alt+2, …</source>
        <translation>请选择面值：Alt+1、Alt+2……</translation>
    </message>
    <message>
        <source>{hint}    ↓ recent customers</source>
        <translation>{hint}&#x3000;↓ 选最近顾客</translation>
    </message>
    <message>
        <source>Recent customers with this ending: ↓ and Enter</source>
        <translation>号码尾数相同的最近顾客：按 ↓ 再回车</translation>
    </message>
    <message>
        <source>Copied, to paste into the chat with the platform: {order}</source>
        <translation>已复制，可粘贴给平台客服：{order}</translation>
    </message>
    <message>
        <source>This computer cannot save: no order can be placed
Its disk may be full. Free space; nothing is sent meanwhile.</source>
        <translation>这台电脑存不下数据，现在不能下单
可能磁盘满了。请清理磁盘空间；这期间不会发出任何订单。</translation>
    </message>
    <message>
        <source>Orders not saved yet: {count}. No order can be placed
This computer cannot save; its disk may be full. Free space, and leave the program running: it keeps trying.</source>
        <translation>{count} 单还没存下，现在不能下单
这台电脑存不下数据，可能磁盘满了。请清理磁盘空间，别关程序：它会一直重试。</translation>
    </message>
    <message>
        <source>The disk is full: no order can be placed
{left} MB are left, kept for results of orders under way. Free space on the disk.</source>
        <translation>磁盘满了，现在不能下单
只剩 {left} MB，留给在途订单的结果。请清理磁盘空间。</translation>
    </message>
    <message>
        <source>The disk is nearly full: {left} MB left
Orders go on as usual. Free space before new ones are refused.</source>
        <translation>磁盘快满了，还剩 {left} MB
下单照常。请尽快清理磁盘空间，再少就不能接新单。</translation>
    </message>
    <message>
        <source>No connection to the platform for {time}</source>
        <translation>连不上平台，已 {time}</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation>正在试…</translation>
    </message>
    <message>
        <source>An order may not get out; then nothing is charged. Look at the router and the cable.</source>
        <translation>现在下单可能发不出去；发不出去就不扣款。请看路由器和网线。</translation>
    </message>
    <message>
        <source>No backup of the orders can be made
Orders go on as usual. Free space on the disk.</source>
        <translation>订单无法备份
下单不受影响。请清理磁盘空间。</translation>
    </message>
    <message>
        <source>Orders are being brought back from the journal: {count} to go
Their numbers are locked meanwhile.</source>
        <translation>正在从日志找回订单：还有 {count} 条
找回前这些号码不能下单。</translation>
    </message>
    <message>
        <source>New orders are refused: “{file}” in the data folder was moved, deleted or replaced
Orders under way go on; what comes of them may have to be asked for again. Close the program, put the file back where it was, and start it again.</source>
        <translation>停止接新单：数据文件夹里的“{file}”被移走、删除或换掉了
已下的单照常进行，结果可能要重新查询。请关闭程序，把文件放回原处，再重新打开。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program
Before you order again, look in the history how the last order went.</source>
        <translation>程序内部出错
再下单之前，请先到“历史”核对上一单的结果。</translation>
    </message>
    <message>
        <source>Closing: what is under way is being saved…</source>
        <translation>正在关闭：保存未完成的订单…</translation>
    </message>
    <message>
        <source>The orders are backed up every hour in which something happened (less often where there are very many), at each daily close and at exit. Put a backup back only when orders are missing or wrong.</source>
        <translation>有变动时每小时自动备份订单（订单很多时间隔更长），每次日结和退出时也会备份。只有订单缺失或有误时才需要恢复。</translation>
    </message>
    <message>
        <source>Row {number} of the audit log was changed or taken out by another tool.</source>
        <translation>操作记录第 {number} 条被别的工具改过或删掉了。</translation>
    </message>
    <message>
        <source>Not kept, the order goes on as it was. {why}</source>
        <translation>未记录，订单不受影响。{why}</translation>
    </message>
    <message>
        <source>Nothing was sent. {why}</source>
        <translation>未发送任何请求。{why}</translation>
    </message>
    <message>
        <source>Nothing was done: the order has changed meanwhile. See how it stands now.</source>
        <translation>什么也没做：这一单的状态刚刚变了，请看现在的状态。</translation>
    </message>
    <message>
        <source>It is being asked about already. The answer appears here.</source>
        <translation>正在查询这一单，结果会显示在这里。</translation>
    </message>
    <message>
        <source>Ask the platform to cancel this order? It may arrive all the same.</source>
        <translation>向平台申请取消这一单吗？它仍有可能到账。</translation>
    </message>
    <message>
        <source>The platform took the wish to cancel; it is not cancelled yet. Wait for the result.</source>
        <translation>平台已收到取消请求，还没有取消成功，请等结果。</translation>
    </message>
    <message>
        <source>Not cancelled, the order goes on. {why}</source>
        <translation>没有取消，订单继续。{why}</translation>
    </message>
    <message>
        <source>No answer: it may have been cancelled or not. Wait for the result.</source>
        <translation>没有收到应答：可能已取消，也可能没有。请等待结果。</translation>
    </message>
    <message>
        <source>The settings work now, but could not be saved ({reason}): they are gone at the next start.</source>
        <translation>设置已生效，但没能保存（{reason}）：下次启动就没有了。</translation>
    </message>
    <message>
        <source>{operator} (by prefix)</source>
        <translation>{operator}（按号段）</translation>
    </message>
    <message>
        <source>{operator} (by prefix): often refused.</source>
        <translation>{operator}（按号段）：这类号码常常充不了。</translation>
    </message>
    <message>
        <source>Carried: {original} → {current}, often refused.</source>
        <translation>携号转网：原{original} → 现{current}，常常充不了。</translation>
    </message>
    <message>
        <source>A mobile number has digits only.</source>
        <translation>手机号码只能是数字。</translation>
    </message>
    <message>
        <source>Type the customer&apos;s mobile number.</source>
        <translation>请输入顾客的手机号码。</translation>
    </message>
    <message>
        <source>{missing} more digits: a mobile number has 11.</source>
        <translation>还差 {missing} 位：手机号码共 11 位。</translation>
    </message>
    <message>
        <source>{extra} digits too many: a mobile number has 11.</source>
        <translation>多了 {extra} 位：手机号码共 11 位。</translation>
    </message>
    <message>
        <source>No mobile number begins like this.</source>
        <translation>没有这样开头的手机号，请核对。</translation>
    </message>
    <message>
        <source>Slow: arrives in parts within 72 hours. Discounted slow top-ups have got customers&apos; numbers suspended.</source>
        <translation>慢充：72 小时内分笔到账。曾有折扣慢充导致顾客号码被停机，请告知顾客。</translation>
    </message>
    <message>
        <source>Do not order again: asked about it, the platform says “{words}”. Call it if that stays.</source>
        <translation>请勿重复下单：查询时平台回复“{words}”。如一直如此，请联系平台。</translation>
    </message>
    <message>
        <source>Saved, not sent yet.</source>
        <translation>已保存，尚未发出。</translation>
    </message>
    <message>
        <source>On its way to the platform. Wait.</source>
        <translation>正在发往平台，请稍候。</translation>
    </message>
    <message>
        <source>Do not order again yet, keep the cash: the program checks for five minutes whether it was refused indeed.</source>
        <translation>先别重充，也先别退现金：程序正在核实平台是否真的没收单（约 5 分钟）。</translation>
    </message>
    <message>
        <source>Taken back after it arrived. Keep the cash; call the platform first.</source>
        <translation>到账后又被返销。先别退现金，请联系平台。</translation>
    </message>
    <message>
        <source>The platform has it. Tell the customer: it arrives in parts within 72 hours.</source>
        <translation>平台已受理。告诉顾客：72 小时内分笔到账。</translation>
    </message>
    <message>
        <source>The platform has it. Tell the customer: it is on its way. Nothing else to do.</source>
        <translation>平台已受理。告诉顾客：正在充，请稍等。</translation>
    </message>
    <message>
        <source>Only a part arrived. Ask the platform about the rest before giving cash back.</source>
        <translation>只到账一部分。余下的先问平台，再退现金。</translation>
    </message>
    <message>
        <source>Only {arrived} of {face} yuan arrived. Ask about the rest before giving cash back.</source>
        <translation>{face} 元只到账 {arrived} 元。余下的先问平台，再退现金。</translation>
    </message>
    <message>
        <source>No end after 72 hours: call the platform&apos;s support, then open it (Enter) to write down the answer.</source>
        <translation>超过 72 小时没有结果：联系平台客服，再打开订单（回车）记下答复。</translation>
    </message>
    <message>
        <source>Do not order again: the platform&apos;s answer was about another order, and was not believed. It is asked again.</source>
        <translation>不要重复下单：平台的应答说的是另一单，未采信。程序会再问。</translation>
    </message>
    <message>
        <source>It should have ended long ago. Call the platform&apos;s support and give them the order&apos;s numbers.</source>
        <translation>早该有结果了。请联系平台客服，把单号发给他们。</translation>
    </message>
    <message>
        <source>The order ends as you write here, marked as somebody&apos;s word, and its number is free again. If the platform reports another end later, that one counts.</source>
        <translation>订单按您记下的结案，并标明是客服说的；号码可以再充。以后平台报告了别的结果，以平台报告为准。</translation>
    </message>
    <message>
        <source>It should have arrived. Do not order again, keep the cash: copy the order&apos;s numbers (C) and ask the platform.</source>
        <translation>早该到账了。先别重充，也别退现金：按 C 复制单号，问平台客服。</translation>
    </message>
    <message>
        <source>Do not order again: it is late, not ended, and can still arrive.</source>
        <translation>请勿重复下单：超时但未结束，仍可能到账。</translation>
    </message>
    <message>
        <source>Do not order again: no clear answer came from the platform; it may have been charged, or not.</source>
        <translation>请勿重复下单：平台没有给出明确应答，可能已扣款，也可能没有。</translation>
    </message>
    <message>
        <source>The platform is cancelling it. Wait for the result.</source>
        <translation>平台正在取消，请等待结果。</translation>
    </message>
    <message>
        <source>Arrived.</source>
        <translation>已到账。</translation>
    </message>
    <message>
        <source>It will not arrive. Return the cash; see that the balance got its money back.</source>
        <translation>不会到账。请退还现金，并核对余额是否已退回。</translation>
    </message>
    <message>
        <source>Never left this computer; no money moved. Order again, or return the cash.</source>
        <translation>没有发出，没有扣款。可以重新下单，或者退还现金。</translation>
    </message>
    <message>
        <source>Keep the cash, do not order again yet: the platform reports failure, no refund yet; this may change.</source>
        <translation>先别退现金，也别重复下单：平台报失败，还没退款，结果可能变化。</translation>
    </message>
    <message>
        <source>Did not arrive; the platform tells of a refund. Return the cash.</source>
        <translation>未到账；平台称已退款。请把现金退给顾客。</translation>
    </message>
    <message>
        <source>The platform refused it; no money moved. Return the cash.</source>
        <translation>平台拒单，未扣款。请把现金退给顾客。</translation>
    </message>
    <message>
        <source>Closed at the counter: the platform does not know it. Return the cash, see that the balance is right.</source>
        <translation>店里已结案：平台查不到此单。请退还现金，并核对余额。</translation>
    </message>
    <message>
        <source>Did not arrive; the support says no refund. Return the customer&apos;s cash.</source>
        <translation>没到账，客服说款项不退。把现金退给顾客。</translation>
    </message>
    <message>
        <source>The platform has it, and has not begun. Wait for the result; do not order again.</source>
        <translation>平台已受理，还没有开始充。请等结果，不要重复下单。</translation>
    </message>
    <message>
        <source>The platform does not know it. Open it (Enter) to decide what to do.</source>
        <translation>平台查不到此单。打开它（回车）决定怎么办。</translation>
    </message>
    <message>
        <source>The platform refused it, but does not yet answer clearly. Keep the cash; call it if that stays.</source>
        <translation>平台拒单，但查询还没有明确答复。先别退现金；一直这样就联系平台客服。</translation>
    </message>
    <message>
        <source>Tell the customer: the platform refused it, we are checking. Five minutes, please.</source>
        <translation>告诉顾客：平台拒单，正在核实，请等约 5 分钟。</translation>
    </message>
    <message>
        <source>Tell the customer: it may still arrive, we are asking. No second top-up and no cash back until then.</source>
        <translation>告诉顾客：可能还会到账，正在查询；查清之前不重充、也不退现金。</translation>
    </message>
    <message>
        <source>Placed with another account, store {store}: it is asked about only with that account.</source>
        <translation>这一单是用另一个账户（店铺 {store}）下的，只有换回那个账户才能查询。</translation>
    </message>
    <message>
        <source>The platform says: {words} ({code}).</source>
        <translation>平台回复：{words}（{code}）。</translation>
    </message>
    <message>
        <source>{order}
Asking the platform…</source>
        <translation>{order}
正在问平台…</translation>
    </message>
    <message>
        <source>The platform answered at {time}.</source>
        <translation>平台 {time} 有回复。</translation>
    </message>
    <message>
        <source>The platform answered about another order; that was not believed. The program keeps asking.</source>
        <translation>平台的应答说的是另一单，未采信。程序会继续查询。</translation>
    </message>
    <message>
        <source>Check the account in the menu, or ask the platform.</source>
        <translation>请在菜单里核对账户，或联系平台。</translation>
    </message>
    <message>
        <source>The platform cannot be reached. Check the network; the program keeps trying.</source>
        <translation>连不上平台。请检查网络，程序会继续尝试。</translation>
    </message>
    <message>
        <source>The platform asks for fewer questions. The program asks more slowly now.</source>
        <translation>平台要求减少查询，程序已放慢。</translation>
    </message>
    <message>
        <source>The platform&apos;s answer cannot be read. The program keeps trying.</source>
        <translation>看不懂平台的应答，程序会继续尝试。</translation>
    </message>
    <message>
        <source>The balance is low: {money}. Pay in before orders are refused for it.</source>
        <translation>余额不足：{money}。请及时加款，以免订单被拒。</translation>
    </message>
    <message>
        <source>The balance is low: {money}, for {days}. Pay in before orders are refused for it.</source>
        <translation>余额不足：{money}，只够用{days}。请及时加款，以免订单被拒。</translation>
    </message>
    <message>
        <source>The balance is low</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>more than 100 days</source>
        <translation>100 天以上</translation>
    </message>
    <message>
        <source>about {days} days</source>
        <translation>约 {days} 天</translation>
    </message>
    <message>
        <source>about one day</source>
        <translation>约 1 天</translation>
    </message>
    <message>
        <source>less than a day</source>
        <translation>不到 1 天</translation>
    </message>
    <message>
        <source>The balance may not be enough: {left} are left of what was read at {time}, orders on their way taken off.</source>
        <translation>余额可能不够：按 {time} 读取的余额，扣除途中订单后剩 {left}。</translation>
    </message>
    <message>
        <source>Something was booked after the balance was read; the next reading will tell.</source>
        <translation>读取余额之后又有账目入账，下次读取后再比。</translation>
    </message>
    <message>
        <source>The books and the platform agree.</source>
        <translation>账面与平台一致。</translation>
    </message>
    <message>
        <source>The account is used elsewhere, too: what happens there is not in these books, and makes a difference.</source>
        <translation>这个账户别处也在用：那边的收支不在这本账里，所以会有差额。</translation>
    </message>
    <message>
        <source>The account holds {amount} more than the books explain. Was it a deposit?</source>
        <translation>平台余额比账面多 {amount}，是加款吗？</translation>
    </message>
    <message>
        <source>So many orders are unsettled that not all are listed: what explains the difference is not known.</source>
        <translation>未结清的订单太多，没有全部列出：差额从哪里来，现在还不知道。</translation>
    </message>
    <message>
        <source>Refunds that the platform told are not in the balance: the first orders at the right. Open them to copy what its support needs.</source>
        <translation>平台说已退款，余额里却没有：见右边排在最前的订单。打开可复制发给客服的内容。</translation>
    </message>
    <message>
        <source>Of the orders here only {number} could explain the missing {amount}: do not send it again. Its result will tell.</source>
        <translation>这里的订单只有 {number} 能解释少了的 {amount}：别重发，等它的结果。</translation>
    </message>
    <message>
        <source>The orders at the right could explain the difference; their results will tell.</source>
        <translation>右边的订单可能造成这个差额，等结果出来就知道。</translation>
    </message>
    <message>
        <source>No order of this computer explains this. Does another computer use the account, too? Is a deposit not credited yet, or was it entered twice? Else look at the account on the platform.</source>
        <translation>本机的订单都解释不了这笔差额。是不是别的电脑也在用这个账户？加款还没到账，或者记了两次？否则请到平台上查账户。</translation>
    </message>
    <message>
        <source>No order here explains this. Look at the account on the platform; if it is right there, adjust the books.</source>
        <translation>没有订单能解释这个差额。请到平台核对账户；如果平台是对的，就调整账面。</translation>
    </message>
    <message>
        <source>The platform answered about somebody else&apos;s order: this account seems to be used elsewhere, too. Computers do not see each other&apos;s orders: ask there before you order. If it is so, tick it in the settings (Balance).</source>
        <translation>平台的应答里出现了别人的订单：这个账户好像别处也在用。几台电脑互相看不到订单，下单前先问一声。确实如此的话，请在设置的“余额”页打勾。</translation>
    </message>
    <message>
        <source>No balance is known yet: there is nothing to compare.</source>
        <translation>还没有读到余额，无从核对。</translation>
    </message>
    <message>
        <source>No order is open. {count} ended in the last 72 hours, and the platform could change them.</source>
        <translation>没有未完成的订单。72 小时内完成的有 {count} 单，平台仍可能变更。</translation>
    </message>
    <message>
        <source>No order is unsettled: every one is in the books as it ended.</source>
        <translation>没有悬着的订单：每一单都已按结果入账。</translation>
    </message>
    <message>
        <source>refund not confirmed by the balance</source>
        <translation>退款未经余额证实</translation>
    </message>
    <message>
        <source>refund not confirmed for 72 hours: ask the platform</source>
        <translation>退款 72 小时未证实：找平台</translation>
    </message>
    <message>
        <source>refund of {amount} told, not confirmed by the balance</source>
        <translation>平台说已退 {amount}，余额未证实</translation>
    </message>
    <message>
        <source>unconfirmed</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>The balance is low. Tell the owner, before orders are refused for it.</source>
        <translation>余额偏低。请告诉老板，免得订单因此被拒。</translation>
    </message>
    <message>
        <source>fits the difference</source>
        <translation>对得上差额</translation>
    </message>
    <message>
        <source>cost not told yet</source>
        <translation>成本还不知道</translation>
    </message>
    <message>
        <source>refund awaited</source>
        <translation>等待退款</translation>
    </message>
    <message>
        <source>running</source>
        <translation>充值中</translation>
    </message>
    <message>
        <source>part that arrived not told</source>
        <translation>到账多少还不知道</translation>
    </message>
    <message>
        <source>may have changed since</source>
        <translation>之后可能有变化</translation>
    </message>
    <message>
        <source>refund of {amount} expected</source>
        <translation>预计退 {amount}</translation>
    </message>
    <message>
        <source>refunded {amount}</source>
        <translation>已退 {amount}</translation>
    </message>
    <message>
        <source>The books and the platform agree: this order was not charged.</source>
        <translation>账面与平台一致：这一单没有扣款。</translation>
    </message>
    <message>
        <source>The books and the platform agree: this order was not charged, unless another one that ended lately was refunded unnoticed.</source>
        <translation>账面与平台一致：这一单没有扣款（除非最近结束的另一单退了款，程序还没查到）。</translation>
    </message>
    <message>
        <source>{amount} are missing from the account: this order was very likely charged. Do not send it again, call the platform.</source>
        <translation>账户少了 {amount}，这一单很可能已扣款：别重发，请联系平台。</translation>
    </message>
    <message>
        <source>It cannot be told yet whether it was charged, because {why}. If in doubt, do not send it again: call the platform.</source>
        <translation>有没有扣款还说不准，因为{why}。拿不准就别重发，请联系平台。</translation>
    </message>
    <message>
        <source>the books have not begun</source>
        <translation>账本还没有开始</translation>
    </message>
    <message>
        <source>the balance could not be read just now</source>
        <translation>刚才没有读到余额</translation>
    </message>
    <message>
        <source>something was booked after the balance was read</source>
        <translation>读余额之后又记了账</translation>
    </message>
    <message>
        <source>the account is used elsewhere, too</source>
        <translation>这个账户在别处也在用</translation>
    </message>
    <message>
        <source>the order is older than the books</source>
        <translation>这一单比账本还早</translation>
    </message>
    <message>
        <source>other undecided orders ({others}) could have changed the balance as well</source>
        <translation>还有未定的订单（{others} 单）也可能动过余额</translation>
    </message>
    <message>
        <source>the account holds {amount} more than the books explain</source>
        <translation>账户比账面多 {amount}，原因不明</translation>
    </message>
    <message>
        <source>the books and the platform differed by {amount} before it already</source>
        <translation>下这一单之前，账面与平台就已经差 {amount}</translation>
    </message>
    <message>
        <source>{amount} are missing, more than this order can have cost</source>
        <translation>账户少了 {amount}，比这一单可能的成本还多</translation>
    </message>
    <message>
        <source>The books begin with the first balance that is read while no order is open. Until then there is nothing to compare.</source>
        <translation>在没有未完成订单时第一次读到余额，就从那时开账。在此之前无法对账。</translation>
    </message>
    <message>
        <source>An amount in yuan, such as 5000 or 99.50.</source>
        <translation>请填金额（元），如 5000 或 99.50。</translation>
    </message>
    <message>
        <source>At most 10,000,000 yuan: is there a digit too many?</source>
        <translation>最多 1000 万元：是不是多输了一位？</translation>
    </message>
    <message>
        <source>Year-month-day hour:minute, such as 2026-11-25 14:20.</source>
        <translation>请按 年-月-日 时:分 填写，如 2026-11-25 14:20。</translation>
    </message>
    <message>
        <source>This lies in the future. When was it paid?</source>
        <translation>这是将来的时间。什么时候付的？</translation>
    </message>
    <message>
        <source>This is more than a year ago. When was it paid?</source>
        <translation>这是一年多以前。什么时候付的？</translation>
    </message>
    <message>
        <source>Say why: an adjustment without a reason helps nobody.</source>
        <translation>请写明原因：没有原因的调整以后谁也看不懂。</translation>
    </message>
    <message>
        <source>Nothing was written down: this entry was taken back before.</source>
        <translation>没有记下：这笔账已经冲销过。</translation>
    </message>
    <message>
        <source>This computer could not save it. Free the disk, then look at the statement before you enter it again.</source>
        <translation>这台电脑没能保存。请先腾出磁盘空间；再记之前，先看看流水里有没有这一笔。</translation>
    </message>
    <message>
        <source>Not closed: this computer could not save it. Free the disk, then try again.</source>
        <translation>没有日结：电脑存不了。请清理磁盘后重试。</translation>
    </message>
    <message>
        <source>Another close was made meanwhile. The figures below are new: look at them again.</source>
        <translation>这期间已经做了另一次日结。数字已更新，请重新核对。</translation>
    </message>
    <message>
        <source>The proxy&apos;s password is not known on this computer, so the platform may not be reached. Enter the proxy with its password in the settings, on the page Connection.</source>
        <translation>这台电脑上没有代理的密码，可能连不上平台。请在设置的“连接”页重新填写带密码的代理地址。</translation>
    </message>
    <message>
        <source>This system has no keyring: the proxy&apos;s password is kept in memory only, and is to be entered again at the next start.</source>
        <translation>本系统没有密钥环：代理密码只保存在内存里，下次启动要重新填写。</translation>
    </message>
    <message>
        <source>This system has no keyring: the proxy&apos;s password stays in {file}, where whoever can read the file can read it.</source>
        <translation>本系统没有密钥环：代理密码仍留在 {file} 里，能读这个文件的人就能看到它。</translation>
    </message>
    <message>
        <source>The settings in {file} cannot be read ({reason}). The program works with its defaults. The file is left as it is, and nothing you change is saved until it can be read.</source>
        <translation>设置文件 {file} 读不了（{reason}）。程序先按默认设置工作。文件原样保留；在它能读之前，您改的设置都不会保存。</translation>
    </message>
    <message>
        <source>The file {file} held no settings that can be read. It is put aside as {name}, and the program works with its defaults. Look at the settings, prices first, and save them.</source>
        <translation>文件 {file} 里没有能读懂的设置，已改名为 {name} 保留，程序先按默认设置工作。请检查设置（先看价格）并保存。</translation>
    </message>
    <message>
        <source>The file {file} holds no settings that can be read, and cannot be renamed. The program works with its defaults, and nothing you change is saved until the file is gone or right.</source>
        <translation>文件 {file} 里没有能读懂的设置，又改不了名。程序先按默认设置工作；在这个文件改好或移走之前，您改的设置都不会保存。</translation>
    </message>
    <message>
        <source>there is no right to read it</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>那是一个文件夹</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>那不是文件</translation>
    </message>
    <message>
        <source>it is a link that leads in a circle</source>
        <translation>那是一个绕圈的链接</translation>
    </message>
    <message>
        <source>the disk gives it no more</source>
        <translation>磁盘读不出来</translation>
    </message>
    <message>
        <source>These settings in the file cannot be used, and are at their defaults: {names}. Look at them, and save the settings.</source>
        <translation>设置文件里这几项的内容不能用，现按默认值：{names}。请检查并保存设置。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The settings work now, but are not saved: {file} is there and cannot be read, and nothing is written over it. Put the file right, or move it away, and start again.</source>
        <translation>设置现在生效，但没有保存：{file} 读不了，程序不会覆盖它。请修好或移走这个文件，然后重新启动。</translation>
    </message>
    <message>
        <source>Read from the message: {face}</source>
        <translation>已从消息里读出：{face}</translation>
    </message>
    <message>
        <source>The message says {face}: chosen instead of {other}</source>
        <translation>消息里写的是 {face}：已选好，换掉了 {other}</translation>
    </message>
    <message>
        <source>The message says {face}, which is not sold: choose</source>
        <translation>消息里写的是 {face}，本店没有这个面值：请选择</translation>
    </message>
    <message>
        <source>The amount is not certain: ask, then choose</source>
        <translation>消息里的金额不确定：请问清楚再选面值</translation>
    </message>
    <message>
        <source>Not simply an order: nothing read. Read it, then type</source>
        <translation>不像直接的充值，没有读取：看清后再输</translation>
    </message>
    <message>
        <source>Only its first {count} characters were read</source>
        <translation>消息太长，只读了前 {count} 个字</translation>
    </message>
    <message>
        <source>It has other digits that are no number</source>
        <translation>消息里还有别的数字，不是手机号</translation>
    </message>
    <message>
        <source>One more: {next}</source>
        <translation>还有一个号码：{next}</translation>
    </message>
    <message>
        <source>{count} more, next: {next}</source>
        <translation>还有 {count} 个号码，下一个：{next}</translation>
    </message>
    <message>
        <source>No longer waiting: {numbers}</source>
        <translation>不再等待：{numbers}</translation>
    </message>
    <message>
        <source>The platform refuses this key: no order can be placed
Nothing is sent or charged. Enter the new key from Wikeyun ({said}). Earlier orders stay saved.</source>
        <translation>平台不认这个密钥，现在不能下单
新单不会发出，也不会扣款。请换上微客云给的新密钥（{said}）；已下的单照常保存。</translation>
    </message>
    <message>
        <source>The platform refuses this store: no order can be placed
Nothing is sent or charged. Check the store id, or ask the platform ({said}).</source>
        <translation>平台不认这个店铺，现在不能下单
新单不会发出，也不会扣款。请核对店铺编号，或问平台客服（{said}）。</translation>
    </message>
    <message>
        <source>The platform refuses this computer&apos;s time: no order can be placed
Nothing is sent or charged. Set date and time right, then try again ({said}).</source>
        <translation>平台不认这台电脑的时间，现在不能下单
新单不会发出，也不会扣款。请把日期和时间校准，再试（{said}）。</translation>
    </message>
    <message>
        <source>The platform refuses this computer&apos;s network address: no order can be placed
Nothing is sent or charged. Ask the platform to allow it ({said}).</source>
        <translation>平台不认这台电脑的网络地址，现在不能下单
新单不会发出，也不会扣款。请让平台客服放行（{said}）。</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>密钥被拒</translation>
    </message>
    <message>
        <source>Store refused</source>
        <translation>店铺被拒</translation>
    </message>
    <message>
        <source>Time refused</source>
        <translation>时间被拒</translation>
    </message>
    <message>
        <source>Address refused</source>
        <translation>地址被拒</translation>
    </message>
    <message>
        <source>{what}: nothing can be ordered now</source>
        <translation>{what}，现在不能充</translation>
    </message>
    <message>
        <source>Not ordered, no money moved: {what}. {remedy}</source>
        <translation>没有下单，没有扣款：{what}。{remedy}</translation>
    </message>
    <message>
        <source>Nothing was sent, no money moved: {what}. {remedy}</source>
        <translation>没有发出，没有扣款：{what}。{remedy}</translation>
    </message>
    <message>
        <source>{what}: this cannot be ordered now. Nothing is ordered, no money moves; go back.</source>
        <translation>{what}，现在不能下单。没有下单，不会扣款；请返回。</translation>
    </message>
    <message>
        <source>{what} since {time}. The platform says: {words} (code {code}).</source>
        <translation>{what}，从 {time} 起。平台说：{words}（代码 {code}）。</translation>
    </message>
    <message>
        <source>The platform refuses orders since {time}: the balance is too small
Each one is checked before its cash goes back. Pay in with the platform, then go on ({words}).</source>
        <translation>{time} 起平台拒单：余额不足
每一单核实后再退现金。请先在平台加款，再继续充值（{words}）。</translation>
    </message>
    <message>
        <source>{words}, code {code}</source>
        <translation>{words}，代码 {code}</translation>
    </message>
    <message>
        <source>Enter the new key: Alt+K.</source>
        <translation>请换上新密钥：Alt+K。</translation>
    </message>
    <message>
        <source>Check the store id: Alt+K.</source>
        <translation>请核对店铺编号：Alt+K。</translation>
    </message>
    <message>
        <source>Set this computer&apos;s date and time right, then F5.</source>
        <translation>请校准这台电脑的日期和时间，再按 F5。</translation>
    </message>
    <message>
        <source>Ask the platform to allow this computer&apos;s address, then F5.</source>
        <translation>请让平台客服放行这台电脑的地址，再按 F5。</translation>
    </message>
    <message>
        <source>Instead of the order of {time}. To collect {price}, already collected {paid}: {rest}</source>
        <translation>代替 {time} 那一单。今收 {price}，上一单已收 {paid}：{rest}</translation>
    </message>
    <message>
        <source>nothing more to collect.</source>
        <translation>不用再收。</translation>
    </message>
    <message>
        <source>collect {amount} more.</source>
        <translation>再收 {amount}。</translation>
    </message>
    <message>
        <source>give back {amount}.</source>
        <translation>找回 {amount}。</translation>
    </message>
    <message>
        <source>{face} is no longer sold: choose another face value. {paid} of the order of {time} are already collected.</source>
        <translation>{face}已经不卖了，请另选面值。{time} 那一单已收 {paid}。</translation>
    </message>
    <message>
        <source>Slow is no longer offered: this is fast.</source>
        <translation>已经不提供慢充，这一单是快充。</translation>
    </message>
    <message>
        <source>The earlier order has changed, or its cash is settled: collect the whole price for this one.</source>
        <translation>上一单有了变化，或者现金已经处理：这一单请收全款。</translation>
    </message>
    <message>
        <source>Not ordered, no money moved: the order that this was to replace has changed meanwhile (F4). Enter checks again, for the whole price.</source>
        <translation>没有下单，没有扣款：要代替的那一单刚才有了变化（F4）。按回车重新核对，这一单收全款。</translation>
    </message>
    <message>
        <source>The order of {time} has changed: the form is for a new order at its full price now.</source>
        <translation>{time} 那一单有了变化：现在表单里是一笔新单，收全款。</translation>
    </message>
    <message>
        <source>Placed with another account, store {store}: return the cash, or try again with that account.</source>
        <translation>这一单是用另一个账户（店铺 {store}）下的：请退现金，或换回那个账户再充。</translation>
    </message>
    <message>
        <source>Tried again: the customer&apos;s cash belongs to the new order. Nothing to return.</source>
        <translation>已再充一次：顾客的现金算在新单上，这一单不用退。</translation>
    </message>
    <message>
        <source>Both have arrived, and the customer paid once: ask for {amount} more.</source>
        <translation>两单都到账了，顾客只付了一次：请顾客补 {amount}。</translation>
    </message>
    <message>
        <source>It ended otherwise after it was tried again: its cash is with the new order.</source>
        <translation>再充之后这一单的结果又变了：它的现金算在新单上。</translation>
    </message>
    <message>
        <source>Return {amount} only: the rest is for the earlier order, which the platform has.</source>
        <translation>只退 {amount}：其余算在前一单上，平台后来又有了那一单。</translation>
    </message>
    <message>
        <source>Return no cash: it is for the earlier order, which the platform has after all.</source>
        <translation>别退现金：钱算在前一单上，平台后来又有了那一单。</translation>
    </message>
    <message>
        <source>The platform has it after all, and it was tried again: both may arrive. Keep the cash, call the platform.</source>
        <translation>平台后来又有了这一单，而它已经再充过一次：两单都可能到账。先别退现金，请联系平台。</translation>
    </message>
    <message>
        <source>It arrived after all, and its cash was given back for the new order: ask the customer for it.</source>
        <translation>这一单后来到账了，而现金已随新单退给顾客：请向顾客收回。</translation>
    </message>
    <message>
        <source>It arrived after all, and {amount} of its cash were given back: ask the customer.</source>
        <translation>后来到账了，但已退回 {amount} 现金：请向顾客收回。</translation>
    </message>
    <message>
        <source>It arrived after all, and the cash counts for it. If the new order arrives, too, ask the customer.</source>
        <translation>这一单后来到账了，现金算在这一单上。新单要是也到账，请向顾客补收。</translation>
    </message>
    <message>
        <source>Return {amount} in cash to the customer</source>
        <translation>请退给顾客 {amount} 现金</translation>
    </message>
    <message>
        <source>Return {amount} to the customer by {way}</source>
        <translation>用{way}退给顾客 {amount}</translation>
    </message>
    <message>
        <source>Cash returned to the customer: {amount}, at {time}</source>
        <translation>现金已退给顾客 {amount}（{time}）</translation>
    </message>
    <message>
        <source>Returned to the customer by {way}: {amount}, at {time}</source>
        <translation>已用{way}退给顾客 {amount}（{time}）</translation>
    </message>
    <message>
        <source>Never left this computer; no money moved. Order again, or return it by {way}.</source>
        <translation>没有从本机发出，没有扣款。可以重新下单，或用{way}退给顾客。</translation>
    </message>
    <message>
        <source>Did not arrive. It was paid by {way}: return the money there.</source>
        <translation>没有到账。顾客是用{way}付的，请原路退回。</translation>
    </message>
    <message>
        <source>The settings name no other way to pay.</source>
        <translation>设置里没有别的付款方式。</translation>
    </message>
    <message>
        <source>Did not arrive. It was on credit: nothing to return, and the customer owes nothing.</source>
        <translation>没有到账。这单是赊账：不用退钱，顾客也不欠款。</translation>
    </message>
    <message>
        <source>Arrived in part. It is on credit: the customer owes {amount}.</source>
        <translation>只到账一部分。这单是赊账：顾客欠 {amount}。</translation>
    </message>
    <message>
        <source>Seen to at {time}</source>
        <translation>{time} 已处理</translation>
    </message>
    <message>
        <source>Blocked by the shop: {reason}</source>
        <translation>本店停充：{reason}</translation>
    </message>
    <message>
        <source>Blocked by the shop until {time}: {reason}</source>
        <translation>本店停充至 {time}：{reason}</translation>
    </message>
    <message>
        <source>Several large orders within minutes. A picture of a payment is no money: see it arrive first.</source>
        <translation>几分钟内好几笔大额。转账截图不是到账：先看到钱再充。</translation>
    </message>
    <message>
        <source>This number gets the largest face value again and again. Ask whether that is right.</source>
        <translation>这个号码一再充最大面值。请跟顾客确认。</translation>
    </message>
</context>
<context>
    <name>Newer</name>
    <message>
        <source>This is the newest version.</source>
        <translation>已经是最新版本。</translation>
    </message>
    <message>
        <source>It is not known whether there is a newer version: the publisher&apos;s last word is of {date}. Ask whoever gave you the program.</source>
        <translation>不知道有没有新版本：发布者最后一次的说法是 {date} 的。请问给您装程序的人。</translation>
    </message>
    <message>
        <source>No usable answer came from the address. Check the connection, and look again later.</source>
        <translation>该地址没有给出可用的应答。请检查网络，稍后再看。</translation>
    </message>
    <message>
        <source>The answer is not signed by the publisher: nothing was done.</source>
        <translation>应答没有发布者的签名：什么也没做。</translation>
    </message>
    <message>
        <source>The answer is not one that this version can read: nothing was done.</source>
        <translation>应答不是本版本能读懂的：什么也没做。</translation>
    </message>
    <message>
        <source>The answer is older than one that was here before, so it is not known whether there is a newer version. Look again later.</source>
        <translation>收到的应答比以前收到过的还旧，所以不知道有没有新版本。请稍后再查看。</translation>
    </message>
    <message>
        <source>Version {version} of {date} is there.</source>
        <translation>有新版本 {version}（{date} 发布）。</translation>
    </message>
    <message>
        <source>This build carries no publisher&apos;s key, so it cannot look for newer versions.</source>
        <translation>本程序没有附带发布者的公钥，不能查看有没有新版本。</translation>
    </message>
    <message>
        <source>The browser could not be opened. Copy the address into it.</source>
        <translation>浏览器打不开。请把网址复制到浏览器里。</translation>
    </message>
</context>
<context>
    <name>NewerDialog</name>
    <message>
        <source>Newer version</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Not now (Esc)</source>
        <translation>以后再说（Esc）</translation>
    </message>
    <message>
        <source>Open its page (Enter)</source>
        <translation>打开介绍页（回车）</translation>
    </message>
    <message>
        <source>This one is version {version}.</source>
        <translation>现在用的是 {version}。</translation>
    </message>
    <message>
        <source>Its page opens in the browser. Nothing is downloaded or installed by itself.</source>
        <translation>介绍页会在浏览器里打开。程序不会自己下载或安装任何东西。</translation>
    </message>
    <message>
        <source>&quot;Not now&quot; hides this for 7 days, or until a still newer version is there.</source>
        <translation>点“以后再说”，7 天内不再提示；其间有更高的版本会再提示。</translation>
    </message>
</context>
<context>
    <name>NoteBox</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note: who paid, what was agreed…</source>
        <translation>备注：谁付的钱、说好了什么…</translation>
    </message>
    <message>
        <source>Enter keeps the note.</source>
        <translation>按回车保存备注。</translation>
    </message>
    <message>
        <source>Note kept.</source>
        <translation>备注已保存。</translation>
    </message>
</context>
<context>
    <name>NumberBox</name>
    <message>
        <source>Mobile number</source>
        <translation>手机号码</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Mobile number</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Type or paste a number</source>
        <translation>输入或粘贴号码</translation>
    </message>
</context>
<context>
    <name>OfferPicker</name>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Fast · minutes (Alt+F)</source>
        <translation>快充 · 几分钟（Alt+F）</translation>
    </message>
    <message>
        <source>Slow · 72 h, in parts (Alt+S)</source>
        <translation>慢充 · 72 小时分笔（Alt+S）</translation>
    </message>
    <message>
        <source>Collect {price}</source>
        <translation>收 {price}</translation>
    </message>
    <message>
        <source>to collect {price}, {keys}</source>
        <translation>收款 {price}，{keys}</translation>
    </message>
</context>
<context>
    <name>OpenShiftDialog</name>
    <message>
        <source>Begin a shift</source>
        <translation>开班</translation>
    </message>
    <message>
        <source>Count what is in the drawer now. It is proposed as it was left by the shift before.</source>
        <translation>请点一下钱箱里现有多少。已按上一班留下的填好。</translation>
    </message>
    <message>
        <source>In the drawer</source>
        <translation>钱箱里有</translation>
    </message>
</context>
<context>
    <name>OrderActing</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Kept: you have seen to it.</source>
        <translation>已记下：这一单已处理。</translation>
    </message>
    <message>
        <source>Kept: the customer has the cash.</source>
        <translation>已保存：现金已退给顾客。</translation>
    </message>
    <message>
        <source>Kept: the cash is not returned yet.</source>
        <translation>已保存：现金还没退。</translation>
    </message>
    <message>
        <source>Copied, with the number masked: for whoever looks after the program.</source>
        <translation>已复制（号码已打码），可发给负责维护的人。</translation>
    </message>
    <message>
        <source>In which way did the customer get {amount} back?</source>
        <translation>{amount} 用哪种方式退给了顾客？</translation>
    </message>
    <message>
        <source>Returned in another way</source>
        <translation>换一种方式退</translation>
    </message>
    <message>
        <source>Kept: the customer has the money.</source>
        <translation>已记下：顾客已拿回钱。</translation>
    </message>
    <message>
        <source>The customer pays</source>
        <translation>收欠款</translation>
    </message>
    <message>
        <source>{payer} owes {amount}. In which way is it paid?</source>
        <translation>{payer}欠 {amount}。用哪种方式付？</translation>
    </message>
    <message>
        <source>Paid in another way</source>
        <translation>改付款方式</translation>
    </message>
    <message>
        <source>In which way did the customer pay {amount}?</source>
        <translation>顾客用哪种方式付了 {amount}？</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已记下。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>查询中…</translation>
    </message>
    <message>
        <source>Answered at {time}.</source>
        <translation>平台已于 {time} 应答。</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>取消订单</translation>
    </message>
    <message>
        <source>Ask to cancel</source>
        <translation>申请取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>OrderFoot</name>
    <message>
        <source>Cancel the order…</source>
        <translation>取消订单…</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
</context>
<context>
    <name>OrderHead</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OrderLink</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>OrderSheet</name>
    <message>
        <source>Order {order_no}</source>
        <translation>订单 {order_no}</translation>
    </message>
</context>
<context>
    <name>Owed</name>
    <message>
        <source>{status} · ask platform first</source>
        <translation>{status} · 先问平台</translation>
    </message>
</context>
<context>
    <name>OwedPage</name>
    <message>
        <source>Owed by the platform</source>
        <translation>平台待退</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Seen to, nothing to return</source>
        <translation>已处理，不用退钱</translation>
    </message>
    <message>
        <source>The platform owes no refund.</source>
        <translation>平台没有待退款。</translation>
    </message>
    <message>
        <source>Owed to customers</source>
        <translation>应退顾客</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>No customer is owed cash.</source>
        <translation>没有要退给顾客的现金。</translation>
    </message>
    <message>
        <source>Cash returned</source>
        <translation>现金已退</translation>
    </message>
    <message>
        <source>Placed at</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The program keeps asking; the refund then counts by itself.</source>
        <translation>程序会一直查询，退款到了自动入账。</translation>
    </message>
    <message>
        <source>Orders that fail appear here.</source>
        <translation>失败要退现金的订单会列在这里。</translation>
    </message>
    <message>
        <source>Owed by the platform: {amount} ({count})</source>
        <translation>平台待退：{amount}（{count} 笔）</translation>
    </message>
    <message>
        <source>Owed to customers: {amount} ({count})</source>
        <translation>应退顾客：{amount}（{count} 笔）</translation>
    </message>
    <message>
        <source>ask the platform first: {amount} ({count})</source>
        <translation>先问平台：{amount}（{count} 笔）</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Roll, 58 mm</source>
        <translation>58 毫米热敏纸</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>80 毫米热敏纸</translation>
    </message>
    <message>
        <source>Sheet, A5</source>
        <translation>A5 纸</translation>
    </message>
    <message>
        <source>Sheet, A4</source>
        <translation>A4 纸</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Print (Enter)</source>
        <translation>打印（回车）</translation>
    </message>
    <message>
        <source>Save as PDF… (Ctrl+S)</source>
        <translation>存为 PDF…（Ctrl+S）</translation>
    </message>
    <message>
        <source>Copy as text (Ctrl+C)</source>
        <translation>复制文字（Ctrl+C）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Nothing was saved: {file} cannot be written: {reason}. Choose another folder.</source>
        <translation>未保存：{file} 无法写入（{reason}）。请另选文件夹。</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save it as a PDF, or copy it as text.</source>
        <translation>这台电脑没有安装打印机。可以存为 PDF，或复制文字。</translation>
    </message>
    <message>
        <source>The printer “{name}” is not there now: is it connected and on? Another one is chosen.</source>
        <translation>现在找不到打印机“{name}”：是否已连接并开机？已改选另一台。</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Not printed: the printer “{name}” is not there any more. Is it connected and on?</source>
        <translation>没有打印：找不到打印机“{name}”了。是否已连接并开机？</translation>
    </message>
    <message>
        <source>Not printed: the printer “{name}” did not take it. Is it on, and is paper in it?</source>
        <translation>没有打印：打印机“{name}”没有接收。是否已开机、有纸？</translation>
    </message>
    <message>
        <source>Sent to the printer “{name}”.</source>
        <translation>已发送到打印机“{name}”。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Copied as text: paste it into a message.</source>
        <translation>已复制文字，可粘贴到聊天消息里。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>{word}: {payer} owes {amount}</source>
        <translation>{word}：{payer}欠 {amount}</translation>
    </message>
    <message>
        <source>{word}, after it was on credit for {payer}</source>
        <translation>{word}（原为{payer}赊账）</translation>
    </message>
    <message>
        <source>{word}, money back: {other}</source>
        <translation>{word}，退款：{other}</translation>
    </message>
</context>
<context>
    <name>PaymentDialog</name>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>保存（回车）</translation>
    </message>
</context>
<context>
    <name>PaymentPicker</name>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Who owes it?</source>
        <translation>谁欠的？</translation>
    </message>
</context>
<context>
    <name>PermitSheet</name>
    <message>
        <source>Not without permission</source>
        <translation>需要放行</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>Change a person</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>在职</translation>
    </message>
    <message>
        <source>Empty: stays as it is</source>
        <translation>不填：不变</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
</context>
<context>
    <name>PinBox</name>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>请输入您的 PIN</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>in English</source>
        <translation>用中文</translation>
    </message>
</context>
<context>
    <name>PracticeBar</name>
    <message>
        <source>PRACTICE MODE – nothing is real here: no money moves, no phone is topped up</source>
        <translation>练习模式：这里的一切都不是真的，不扣款，也不会充到手机</translation>
    </message>
    <message>
        <source>What the last digits do</source>
        <translation>末位数字的意思</translation>
    </message>
</context>
<context>
    <name>PracticeGuide</name>
    <message>
        <source>What the last digits do</source>
        <translation>末位数字的意思</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>In practice mode the last digits of the number choose what happens.</source>
        <translation>练习模式下，号码的末位数字决定这一单会怎样。</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>PriceDialog</name>
    <message>
        <source>To collect for each of {count} rows</source>
        <translation>选中 {count} 行，每行收款</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回 (Esc)</translation>
    </message>
    <message>
        <source>Set (Enter)</source>
        <translation>确定 (回车)</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>An amount in yuan above zero.</source>
        <translation>大于零的金额（元）。</translation>
    </message>
</context>
<context>
    <name>QuietActs</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Seen to, nothing to return</source>
        <translation>已处理，不用退钱</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤消（Ctrl+Z）</translation>
    </message>
</context>
<context>
    <name>RangePicker</name>
    <message>
        <source>Days of the report</source>
        <translation>报表日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation>分组</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Mobile top-up receipt</source>
        <translation>话费充值小票</translation>
    </message>
    <message>
        <source>Practice – not a real top-up</source>
        <translation>练习模式，并非真实充值</translation>
    </message>
    <message>
        <source>{label}: {value}</source>
        <translation>{label}：{value}</translation>
    </message>
    <message>
        <source>Mobile number</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ordered at</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Result at</source>
        <translation>结果时间</translation>
    </message>
    <message>
        <source>Cash returned at</source>
        <translation>退现金时间</translation>
    </message>
    <message>
        <source>Our order no.</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>Platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>Shop phone</source>
        <translation>本店电话</translation>
    </message>
    <message>
        <source>Printed at</source>
        <translation>打印时间</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>REPRINT no. {times}</source>
        <translation>补打 · 第 {times} 次</translation>
    </message>
    <message>
        <source>On credit, not paid yet</source>
        <translation>赊账，尚未付款</translation>
    </message>
    <message>
        <source>On credit</source>
        <translation>赊账</translation>
    </message>
    <message>
        <source>{operator} (by prefix)</source>
        <translation>{operator}号段</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快充</translation>
    </message>
    <message>
        <source>Slow: in parts, within 72 hours</source>
        <translation>慢充，72 小时内分笔到账</translation>
    </message>
    <message>
        <source>If it arrives, by</source>
        <translation>如能到账，最晚</translation>
    </message>
    <message>
        <source>At the latest</source>
        <translation>最晚到账</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发出</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>充值中</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>存疑，待确认</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>核实中</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>取消中</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已到账</translation>
    </message>
    <message>
        <source>Partly arrived</source>
        <translation>部分到账</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已被撤回</translation>
    </message>
    <message>
        <source>Cancelled, did not arrive</source>
        <translation>已取消，未到账</translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation>未到账</translation>
    </message>
    <message>
        <source>Not final: it has not been sent to the platform yet.</source>
        <translation>不是最终结果：尚未发往平台。</translation>
    </message>
    <message>
        <source>Not final: it has not arrived yet.</source>
        <translation>不是最终结果：尚未到账。</translation>
    </message>
    <message>
        <source>Not final: it takes longer than usual and can still arrive.</source>
        <translation>不是最终结果：比平常慢，仍可能到账。</translation>
    </message>
    <message>
        <source>Not final: it is not known yet whether it will arrive. The shop keeps asking.</source>
        <translation>不是最终结果：能否到账尚未确认，本店正在查询。</translation>
    </message>
    <message>
        <source>Not final: the platform refused it; the shop checks that this is certain.</source>
        <translation>不是最终结果：平台拒单，本店正在核实。</translation>
    </message>
    <message>
        <source>Not final: it is being cancelled, but can still arrive.</source>
        <translation>不是最终结果：正在取消，仍可能到账。</translation>
    </message>
    <message>
        <source>Not final: the platform reports failure, but the result can still change.</source>
        <translation>不是最终结果：平台报失败，但结果仍可能变化。</translation>
    </message>
    <message>
        <source>{arrived} yuan of {face} have arrived.</source>
        <translation>{face} 元中已到账 {arrived} 元。</translation>
    </message>
    <message>
        <source>It had arrived and was taken back.</source>
        <translation>到账后又被返销。</translation>
    </message>
    <message>
        <source>Closed by the shop: the platform did not find this order.</source>
        <translation>本店已结案：平台没有查到这一单。</translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Receipt of order {order_no}</source>
        <translation>订单 {order_no} 的小票</translation>
    </message>
    <message>
        <source>{done} But the print was not noted. {why}</source>
        <translation>{done}但这次打印未能记录。{why}</translation>
    </message>
    <message>
        <source>Receipt {order_no}</source>
        <translation>小票 {order_no}</translation>
    </message>
</context>
<context>
    <name>RechargeForm</name>
    <message>
        <source>Note (optional)</source>
        <translation>备注（可不填）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Check and top up (Enter)</source>
        <translation>核对并充值（回车）</translation>
    </message>
</context>
<context>
    <name>ReportSide</name>
    <message>
        <source>Time to arrive</source>
        <translation>到账用时</translation>
    </message>
    <message>
        <source>From sending an order until this program knew that it had arrived.</source>
        <translation>从发出订单到本程序得知到账为止。</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Groups of the report</source>
        <translation>报表各组</translation>
    </message>
    <message>
        <source>No orders were placed on these days.</source>
        <translation>这些天没有下单。</translation>
    </message>
    <message>
        <source>Total of the report</source>
        <translation>报表合计</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单数</translation>
    </message>
    <message>
        <source>Nothing to draw: it is 0 for all of them.</source>
        <translation>没有可画的：全部为 0。</translation>
    </message>
    <message>
        <source>No orders were placed on these days.</source>
        <translation>这些天没有下单。</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Drawn by quarter. Point at a bar, or use ↑ and ↓.</source>
        <translation>按季度显示。指向某条或按 ↑ ↓ 查看。</translation>
    </message>
    <message>
        <source>Drawn by year. Point at a bar, or use ↑ and ↓.</source>
        <translation>按年显示。指向某条或按 ↑ ↓ 查看。</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>全部订单</translation>
    </message>
    <message>
        <source>{year} Q{quarter}</source>
        <translation>{year} 年 {quarter} 季度</translation>
    </message>
    <message>
        <source>{amount}, yuan</source>
        <translation>{amount}（元）</translation>
    </message>
    <message>
        <source>Only the last {count} days are drawn. Point at a day, or use ← and →.</source>
        <translation>只画最近 {count} 天。指向某天或按 ← → 查看。</translation>
    </message>
    <message>
        <source>Point at a day, or use ← and →.</source>
        <translation>指向某天或按 ← → 查看。</translation>
    </message>
    <message>
        <source>Point at a bar, or use ↑ and ↓.</source>
        <translation>指向某条或按 ↑ ↓ 查看。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Placed by</source>
        <translation>下单人</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation>选择日期…</translation>
    </message>
    <message>
        <source>How long orders took to arrive</source>
        <translation>订单到账用时</translation>
    </message>
    <message>
        <source>Operator, speed</source>
        <translation>运营商、速度</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到账数</translation>
    </message>
    <message>
        <source>No order of these days has arrived.</source>
        <translation>这些天的订单还没有到账的。</translation>
    </message>
    <message>
        <source>{operator}, {speed}</source>
        <translation>{operator} {speed}</translation>
    </message>
    <message>
        <source>Face total</source>
        <translation>面值合计</translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation>未到账</translation>
    </message>
    <message>
        <source>Arrived, cost not known</source>
        <translation>到账但成本不明</translation>
    </message>
    <message>
        <source>Success rate</source>
        <translation>成功率</translation>
    </message>
    <message>
        <source>Half in</source>
        <translation>半数用时</translation>
    </message>
    <message>
        <source>9 of 10 in</source>
        <translation>九成用时</translation>
    </message>
    <message>
        <source>Total with a note</source>
        <translation>有备注的合计</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>成功率</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图</translation>
    </message>
    <message>
        <source>{days}, days of Beijing time</source>
        <translation>{days}（按北京时间）</translation>
    </message>
    <message>
        <source>by {grouping}</source>
        <translation>按{grouping}</translation>
    </message>
    <message>
        <source>Orders that arrived and whose cost is not known: {count}. Their profit is not counted.</source>
        <translation>已到账但成本不明的订单：{count} 单，其利润未计入。</translation>
    </message>
    <message>
        <source>Only orders with a note are counted, and the 200 most frequent notes.</source>
        <translation>只统计有备注的订单，最多 200 种最常见的备注。</translation>
    </message>
    <message>
        <source>The last {shown} of {count} are shown; the total and the export have them all.</source>
        <translation>共 {count} 组，这里显示最后 {shown} 组；合计和导出包含全部。</translation>
    </message>
    <message>
        <source>report {days}</source>
        <translation>报表 {days}</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>导出报表</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Receipt (Ctrl+P)</source>
        <translation>小票（Ctrl+P）</translation>
    </message>
</context>
<context>
    <name>Rights</name>
    <message>
        <source>Place orders</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Place orders above the amount</source>
        <translation>大额下单</translation>
    </message>
    <message>
        <source>Place orders over a limit, or for a blocked number</source>
        <translation>超限额下单，或给停充号码下单</translation>
    </message>
    <message>
        <source>Send lists of numbers</source>
        <translation>批量充值</translation>
    </message>
    <message>
        <source>Ask the platform to cancel</source>
        <translation>申请撤单</translation>
    </message>
    <message>
        <source>Return money, change how it was paid</source>
        <translation>退款，改付款方式</translation>
    </message>
    <message>
        <source>Send unconfirmed orders again, close them by hand</source>
        <translation>存疑订单重发、人工关闭</translation>
    </message>
    <message>
        <source>See cost and profit</source>
        <translation>看成本和利润</translation>
    </message>
    <message>
        <source>See the balance</source>
        <translation>看余额</translation>
    </message>
    <message>
        <source>Change prices and the shop&apos;s settings</source>
        <translation>改价格和店铺设置</translation>
    </message>
    <message>
        <source>Change the account and the connection</source>
        <translation>改账号和连接</translation>
    </message>
    <message>
        <source>Enter deposits</source>
        <translation>登记加款</translation>
    </message>
    <message>
        <source>Adjust the ledger, take entries back</source>
        <translation>调账、冲销</translation>
    </message>
    <message>
        <source>Put cash into the drawer, take it out</source>
        <translation>钱箱放入、取出现金</translation>
    </message>
    <message>
        <source>See the shifts of others</source>
        <translation>看别人的班次</translation>
    </message>
    <message>
        <source>Make the daily close</source>
        <translation>做日结</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Export orders and reports</source>
        <translation>导出订单和报表</translation>
    </message>
    <message>
        <source>Go to practice mode</source>
        <translation>进入练习模式</translation>
    </message>
    <message>
        <source>See the audit log</source>
        <translation>看操作记录</translation>
    </message>
    <message>
        <source>Change the staff list</source>
        <translation>改员工名单</translation>
    </message>
    <message>
        <source>Nobody can do this here. In practice mode, leave it first.</source>
        <translation>这里谁都不能做。如果在练习模式，请先退出。</translation>
    </message>
    <message>
        <source>and others</source>
        <translation>等</translation>
    </message>
    <message>
        <source>You may not do this. These people may: {names}</source>
        <translation>您没有这个权限。可以做的人：{names}</translation>
    </message>
    <message>
        <source>Owners may do everything. What somebody may not do stays where it is: the program then names those who may, and one of them can allow it once by PIN.</source>
        <translation>老板什么都能做。没有权限的按钮仍在原处：点了会说明谁可以做，由其中一人输入 PIN 放行一次。</translation>
    </message>
    <message>
        <source>One of them enters their PIN, for this once. Both names are kept.</source>
        <translation>请其中一人输入自己的 PIN，只放行这一次。两个人的名字都会记下。</translation>
    </message>
</context>
<context>
    <name>RightsDialog</name>
    <message>
        <source>Who may do what</source>
        <translation>员工权限</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Amount above which an order needs a right of its own</source>
        <translation>超过这个面值算大额</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>An order needs a right of its own above</source>
        <translation>大额：面值超过</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>An amount in yuan above zero, or nothing.</source>
        <translation>大于零的金额（元），或留空。</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Tried again: both may arrive</source>
        <translation>已再充，两单都可能到账</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>{time} 起</translation>
    </message>
    <message>
        <source>Promised by {time}</source>
        <translation>说好 {time} 前</translation>
    </message>
    <message>
        <source>{span} late</source>
        <translation>超 {span}</translation>
    </message>
    <message>
        <source>Query refused</source>
        <translation>查询被拒</translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>已再充一次</translation>
    </message>
    <message>
        <source>Arrived after all, tried again</source>
        <translation>已再充，这单后来也到账</translation>
    </message>
    <message>
        <source>Return {amount}</source>
        <translation>退 {amount}</translation>
    </message>
    <message>
        <source>Ask the platform first</source>
        <translation>先问平台，别退</translation>
    </message>
    <message>
        <source>Cash returned {amount}</source>
        <translation>现金已退 {amount}</translation>
    </message>
    <message>
        <source>Returned by {way} {amount}</source>
        <translation>{way}已退 {amount}</translation>
    </message>
    <message>
        <source>Nothing to return</source>
        <translation>不用退钱</translation>
    </message>
    <message>
        <source>latest {time}</source>
        <translation>最晚 {time}</translation>
    </message>
    <message>
        <source>Slow, in parts</source>
        <translation>慢充，分笔到账</translation>
    </message>
    <message>
        <source>usually by {time}</source>
        <translation>多半 {time} 前</translation>
    </message>
    <message>
        <source>No answer since {time}</source>
        <translation>{time} 起，没有应答</translation>
    </message>
    <message>
        <source>when online</source>
        <translation>联网后再查</translation>
    </message>
    <message>
        <source>next check</source>
        <translation>再查</translation>
    </message>
    <message>
        <source>Failed, refund due</source>
        <translation>失败，待退款</translation>
    </message>
    <message>
        <source>¥{amount}</source>
        <translation>{amount} 元</translation>
    </message>
    <message>
        <source>Refused, checking</source>
        <translation>拒单核实中</translation>
    </message>
    <message>
        <source>Past promise</source>
        <translation>超过承诺</translation>
    </message>
</context>
<context>
    <name>SavingDialog</name>
    <message>
        <source>The same PIN again</source>
        <translation>再输一遍 PIN</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>Both PINs must be the same.</source>
        <translation>两次输入的 PIN 不一样。</translation>
    </message>
</context>
<context>
    <name>SentPage</name>
    <message>
        <source>Lists</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Rows go out one after the other.</source>
        <translation>正在一行一行发出。</translation>
    </message>
    <message>
        <source>About {time} left</source>
        <translation>大约还要 {time}</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>原文 第 {line} 行</translation>
    </message>
    <message>
        <source>Open the order (Enter)</source>
        <translation>打开订单 (回车)</translation>
    </message>
    <message>
        <source>Send it all the same (Space)</source>
        <translation>还是要发 (空格)</translation>
    </message>
</context>
<context>
    <name>SentSide</name>
    <message>
        <source>Arrived</source>
        <translation>已到账</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation>等你处理</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>还没发</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Of that arrived</source>
        <translation>其中已到账</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop for good…</source>
        <translation>不再发…</translation>
    </message>
    <message>
        <source>Failed ones again</source>
        <translation>失败的再充</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>An address begins with http:// or https:// and names a host.</source>
        <translation>地址须以 http:// 或 https:// 开头，并包含主机名。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the second folder</source>
        <translation>选择第二文件夹</translation>
    </message>
    <message>
        <source>Second folder</source>
        <translation>第二文件夹</translation>
    </message>
    <message>
        <source>The whole path of a folder, or nothing.</source>
        <translation>文件夹的完整路径，或者留空。</translation>
    </message>
    <message>
        <source>On a stick, another disk, or one that is synced.</source>
        <translation>U 盘、另一块硬盘，或同步盘的文件夹。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Backups are made on this computer by themselves: every hour in which something happened, at each daily close and at exit. Each is copied to the second folder, too: should the disk break or the computer be stolen, the orders are not lost. The copies hold customers&apos; numbers: keep the stick as you keep the cash. Shops and computers may share a folder. Orders of practice mode are not copied there.</source>
        <translation>程序会在这台电脑上自动备份：有变动时每小时一次，每次日结和退出时也备份。每份还会复制到第二文件夹：万一硬盘坏了、电脑丢了，订单还在。备份里有顾客的号码，U 盘请像现金一样保管。几家店、几台电脑可以共用一个文件夹。练习模式的订单不会复制过去。</translation>
    </message>
    <message>
        <source>Second folder for backups</source>
        <translation>备份的第二文件夹</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Ways to pay</source>
        <translation>付款方式</translation>
    </message>
    <message>
        <source>Type the number of orders above</source>
        <translation>超过多少单要输入单数</translation>
    </message>
    <message>
        <source>Type it, too, above a sum of</source>
        <translation>收款超过多少也要输入</translation>
    </message>
    <message>
        <source>On the way at once, at most</source>
        <translation>同时在途最多</translation>
    </message>
    <message>
        <source>Print who placed the order</source>
        <translation>小票上印下单的人</translation>
    </message>
    <message>
        <source>Platform address</source>
        <translation>平台地址</translation>
    </message>
    <message>
        <source>Allow an unprotected address</source>
        <translation>允许不加密的地址</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Callback address</source>
        <translation>回调地址</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>The platform demands one, the program does not use it. The default can never resolve, so no number goes to a stranger.</source>
        <translation>平台要求填写，本程序并不使用。默认地址永远无法解析，号码不会泄露给外人。</translation>
    </message>
    <message>
        <source>Our IP address</source>
        <translation>本机 IP 地址</translation>
    </message>
    <message>
        <source>An IP address such as 203.0.113.7, or nothing.</source>
        <translation>请填 IP 地址，例如 203.0.113.7，或留空。</translation>
    </message>
    <message>
        <source>Sent with every order; may be empty.</source>
        <translation>随每笔订单发送，可以留空。</translation>
    </message>
    <message>
        <source>When a channel fails</source>
        <translation>渠道失败时</translation>
    </message>
    <message>
        <source>Do not try another channel</source>
        <translation>不换渠道</translation>
    </message>
    <message>
        <source>Try another channel</source>
        <translation>换渠道再充</translation>
    </message>
    <message>
        <source>The platform&apos;s own setting</source>
        <translation>按平台设置</translation>
    </message>
    <message>
        <source>With another channel, a failed order can start running again.</source>
        <translation>换渠道时，已失败的订单可能又开始充值。</translation>
    </message>
    <message>
        <source>Channel number</source>
        <translation>渠道编号</translation>
    </message>
    <message>
        <source>Empty: the platform chooses the channel.</source>
        <translation>留空：由平台选择渠道。</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Wait to connect</source>
        <translation>连接最多等</translation>
    </message>
    <message>
        <source>Wait for an answer</source>
        <translation>答复最多等</translation>
    </message>
    <message>
        <source>After that an order that was sent is unconfirmed.</source>
        <translation>超过后，已发出的订单变为存疑。</translation>
    </message>
    <message>
        <source>Wait in all</source>
        <translation>总共最多等</translation>
    </message>
    <message>
        <source>A whole number from 0 to 999999999, or nothing.</source>
        <translation>0 到 999999999 的整数，或留空。</translation>
    </message>
    <message>
        <source>Suppliers of this kind ask for 60 seconds between two questions about an order. The first ones come sooner here, so that no customer waits for nothing; raise them if the platform objects.</source>
        <translation>同类供应商要求同一订单两次查询至少间隔 60 秒。这里头几次查得早些，免得顾客白等；平台有意见时请调大。</translation>
    </message>
    <message>
        <source>Others could read keys and numbers on the way there, and forge answers. Use https://, or allow it below.</source>
        <translation>密钥和号码在路上会被别人看到，应答也可能被伪造。请用 https://，或在下面允许。</translation>
    </message>
    <message>
        <source>Allow an unprotected address (http://)</source>
        <translation>允许不加密的地址（http://）</translation>
    </message>
    <message>
        <source>Seconds: a number from 0.1 to 3600.</source>
        <translation>秒数：0.1 到 3600 之间的数。</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>每秒请求数</translation>
    </message>
    <message>
        <source>Requests a second: a number from 0.1 to 20.</source>
        <translation>每秒请求数：0.1 到 20 之间的数。</translation>
    </message>
    <message>
        <source>The limit of the whole program; orders go before questions.</source>
        <translation>整个程序的上限；下单先于查询。</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>连发请求数</translation>
    </message>
    <message>
        <source>Beware: others can read keys and customers&apos; numbers on the way, and forge answers.</source>
        <translation>注意：密钥和顾客号码在路上会被别人看到，应答也可能被伪造。</translation>
    </message>
    <message>
        <source>http://name:password@host:port; the password is kept in the keyring.</source>
        <translation>http://用户名:密码@主机:端口；密码存入密钥环。</translation>
    </message>
    <message>
        <source>A whole number from 1 to 50.</source>
        <translation>请填 1 到 50 的整数。</translation>
    </message>
    <message>
        <source>So many may go before that limit holds.</source>
        <translation>连续发出这么多之后，才受上述限制。</translation>
    </message>
    <message>
        <source>Fast: asked first at</source>
        <translation>快充：首次查询</translation>
    </message>
    <message>
        <source>s after sending</source>
        <translation>秒（发出后）</translation>
    </message>
    <message>
        <source>A fast order is asked about at these times first; may be empty.</source>
        <translation>快充订单先在这些时刻查询；可以留空。</translation>
    </message>
    <message>
        <source>Fast: shortest wait</source>
        <translation>快充：最短间隔</translation>
    </message>
    <message>
        <source>Then it waits a tenth of its age between two questions, but never less than this.</source>
        <translation>之后，两次查询的间隔是订单已等时间的十分之一，但不短于此。</translation>
    </message>
    <message>
        <source>Fast: longest wait</source>
        <translation>快充：最长间隔</translation>
    </message>
    <message>
        <source>However old it is, it waits no longer than this.</source>
        <translation>无论订单已等多久，间隔都不长于此。</translation>
    </message>
    <message>
        <source>Slow: shortest wait</source>
        <translation>慢充：最短间隔</translation>
    </message>
    <message>
        <source>A slow order too waits a tenth of its age, but never less than this.</source>
        <translation>慢充的间隔同样是已等时间的十分之一，但不短于此。</translation>
    </message>
    <message>
        <source>Slow: longest wait</source>
        <translation>慢充：最长间隔</translation>
    </message>
    <message>
        <source>Refused: asked first at</source>
        <translation>拒单：首次查询</translation>
    </message>
    <message>
        <source>A refusal counts only when these questions have confirmed it.</source>
        <translation>经这些查询证实后，才算平台拒单。</translation>
    </message>
    <message>
        <source>Ended: shortest wait</source>
        <translation>结束后：最短间隔</translation>
    </message>
    <message>
        <source>A result can still change, so it is asked about again, but never sooner than this.</source>
        <translation>结果仍可能变化，会再次查询，但间隔不短于此。</translation>
    </message>
    <message>
        <source>Ended: longest wait</source>
        <translation>结束后：最长间隔</translation>
    </message>
    <message>
        <source>However long ago it ended, the wait is no longer than this.</source>
        <translation>无论结束多久，间隔都不长于此。</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Spread of the waits</source>
        <translation>间隔浮动</translation>
    </message>
    <message>
        <source>Percent: a number from 0 to less than 100.</source>
        <translation>百分比：0 以上、小于 100 的数。</translation>
    </message>
    <message>
        <source>Each wait differs by up to this, so that orders do not all ask at once.</source>
        <translation>每次间隔随机浮动，免得所有订单同时查询。</translation>
    </message>
    <message>
        <source>All this for</source>
        <translation>以上持续</translation>
    </message>
    <message>
        <source>Hours: a number from 0 to 720.</source>
        <translation>小时数：0 到 720 之间的数。</translation>
    </message>
    <message>
        <source>Counted from sending; for an order that has ended, from its end.</source>
        <translation>从发出算起；已结束的从结束算起。</translation>
    </message>
    <message>
        <source>Then once in</source>
        <translation>此后每隔</translation>
    </message>
    <message>
        <source>Hours: a number above 0, at most 720.</source>
        <translation>小时数：大于 0，最多 720。</translation>
    </message>
    <message>
        <source>For an order that still has no end.</source>
        <translation>针对仍无结果的订单，查询一次。</translation>
    </message>
    <message>
        <source>Seconds: a number above 0, at most 2592000 (30 days).</source>
        <translation>秒数：大于 0，最多 2592000（30 天）。</translation>
    </message>
    <message>
        <source>Seconds with spaces between, such as 5 15; each at most 2592000 (30 days).</source>
        <translation>请填秒数，用空格隔开，例如 5 15；每个最多 2592000（30 天）。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>A whole amount from 1 to 1000 yuan.</source>
        <translation>请填 1 到 1000 的整数元。</translation>
    </message>
    <message>
        <source>A price such as 49.80, from half to twice the face value; empty: the face value.</source>
        <translation>价格如 49.80，面值的一半到两倍之间；留空即按面值。</translation>
    </message>
    <message>
        <source>Add a face value</source>
        <translation>添加面值</translation>
    </message>
    <message>
        <source>In yuan. An empty price is the face value.</source>
        <translation>单位：元。收款留空即按面值。</translation>
    </message>
    <message>
        <source>This face value is in the list already.</source>
        <translation>这个面值已经有了。</translation>
    </message>
    <message>
        <source>The shop sells one face value at least.</source>
        <translation>至少要有一个面值。</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Price, fast</source>
        <translation>快充收款</translation>
    </message>
    <message>
        <source>Price, slow</source>
        <translation>慢充收款</translation>
    </message>
    <message>
        <source>The system&apos;s default</source>
        <translation>系统默认打印机</translation>
    </message>
    <message>
        <source>{printer} (missing now)</source>
        <translation>{printer}（目前找不到）</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Slow top-ups may be chosen</source>
        <translation>允许选择慢充</translation>
    </message>
    <message>
        <source>Beware: discounted slow top-ups have got customers&apos; numbers suspended.</source>
        <translation>注意：折扣慢充曾导致顾客的号码被停机。</translation>
    </message>
    <message>
        <source>Suggest recent customers</source>
        <translation>提示最近的顾客</translation>
    </message>
    <message>
        <source>While a number is typed, those served lately that begin or end like it.</source>
        <translation>输入号码时，列出最近充过的、开头或尾数相同的号码。</translation>
    </message>
    <message>
        <source>Clerk on duty</source>
        <translation>当班店员</translation>
    </message>
    <message>
        <source>At most 20 characters.</source>
        <translation>最多 20 个字。</translation>
    </message>
    <message>
        <source>Kept with cash given back, deposits and daily closes.</source>
        <translation>记在退给顾客的现金、加款和日结里。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>不提醒</translation>
    </message>
    <message>
        <source>Low below</source>
        <translation>余额低于</translation>
    </message>
    <message>
        <source>An amount in yuan above zero, or nothing.</source>
        <translation>大于零的金额（元），或留空。</translation>
    </message>
    <message>
        <source>A yellow bar on every tab then says so, and a message once.</source>
        <translation>到时每个页面上方有黄条提示，并弹出一次消息。</translation>
    </message>
    <message>
        <source>Low when it lasts less than</source>
        <translation>余额不够用</translation>
    </message>
    <message>
        <source>Half a day to 365 days, or nothing.</source>
        <translation>半天到 365 天，或留空。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>At the pace of the last 14 days.</source>
        <translation>按最近 14 天的速度估算。</translation>
    </message>
    <message>
        <source>At most 60 characters.</source>
        <translation>最多 60 个字。</translation>
    </message>
    <message>
        <source>Shop name</source>
        <translation>店名</translation>
    </message>
    <message>
        <source>On every receipt.</source>
        <translation>印在每张小票上。</translation>
    </message>
    <message>
        <source>Shop phone</source>
        <translation>店铺电话</translation>
    </message>
    <message>
        <source>Closing lines</source>
        <translation>结尾文字</translation>
    </message>
    <message>
        <source>At most 300 characters.</source>
        <translation>最多 300 个字。</translation>
    </message>
    <message>
        <source>Printed at the end, such as thanks, or when the shop is open.</source>
        <translation>印在小票末尾，例如致谢、营业时间。</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Roll, 58 mm</source>
        <translation>58 毫米热敏纸</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>80 毫米热敏纸</translation>
    </message>
    <message>
        <source>Sheet, A5</source>
        <translation>A5 纸</translation>
    </message>
    <message>
        <source>Sheet, A4</source>
        <translation>A4 纸</translation>
    </message>
    <message>
        <source>Paper of daily closes</source>
        <translation>日结用纸</translation>
    </message>
    <message>
        <source>Printer of daily closes</source>
        <translation>日结打印机</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Try the sound</source>
        <translation>试听声音</translation>
    </message>
    <message>
        <source>This system has no voice to speak with.</source>
        <translation>此系统没有可用的语音。</translation>
    </message>
    <message>
        <source>Says aloud how an order ended.</source>
        <translation>读出订单的结果。</translation>
    </message>
    <message>
        <source>Speak results</source>
        <translation>语音播报结果</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>When an order ends: one sound for success, another for failure.</source>
        <translation>订单结束时响：成功和失败声音不同。</translation>
    </message>
    <message>
        <source>Messages in the tray</source>
        <translation>托盘消息</translation>
    </message>
    <message>
        <source>When an order ends while the window is behind others.</source>
        <translation>窗口被挡住时，订单结束会弹出消息。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>单</translation>
    </message>
    <message>
        <source>1 to 100,000 orders.</source>
        <translation>1 到 100,000 单。</translation>
    </message>
    <message>
        <source>A list of more orders is sent only after their number was typed.</source>
        <translation>超过这个单数的名单，输入单数后才能发送。</translation>
    </message>
    <message>
        <source>An amount in yuan above zero.</source>
        <translation>大于零的金额（元）。</translation>
    </message>
    <message>
        <source>1 to 500 orders.</source>
        <translation>1 到 500 单。</translation>
    </message>
    <message>
        <source>The rest of a list waits for results, so that trouble is seen before all is sent.</source>
        <translation>名单里其余的等有结果再发，出了问题不至于全部发出。</translation>
    </message>
    <message>
        <source>Names of at most 12 characters, separated by commas, each once.</source>
        <translation>每个名称最多 12 个字，用逗号隔开，不能重复。</translation>
    </message>
    <message>
        <source>The first one is chosen on each confirm sheet; the digit of its place chooses another.</source>
        <translation>确认单上默认选第一个；按数字键选其他的。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>In this system&apos;s keyring, or else in memory; never in a file.</source>
        <translation>保存在系统的凭据库里；没有凭据库时只留在内存里，不写入文件。</translation>
    </message>
    <message>
        <source>Change the account…</source>
        <translation>更改账户…</translation>
    </message>
    <message>
        <source>Closes the settings; nothing in them is saved.</source>
        <translation>会关闭设置，所做修改不保存。</translation>
    </message>
    <message>
        <source>Leave practice mode to change the shop&apos;s account.</source>
        <translation>退出练习模式后才能更改店铺账户。</translation>
    </message>
    <message>
        <source>Store id</source>
        <translation>店铺 ID</translation>
    </message>
    <message>
        <source>App key</source>
        <translation>App key</translation>
    </message>
    <message>
        <source>App secret</source>
        <translation>App secret</translation>
    </message>
    <message>
        <source>This account is used elsewhere, too</source>
        <translation>这个账户别处也在用</translation>
    </message>
    <message>
        <source>By another computer or program: the balance then changes by orders that are not known here. Computers do not see each other&apos;s orders; agree on who serves a number.</source>
        <translation>别的电脑或程序也在用：余额会因这里看不到的订单变化。几台电脑互相看不到订单，请商量好谁来充哪个号码。</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>更换账户</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>It only tells you. Nothing is downloaded or installed by itself.</source>
        <translation>只是告诉您，不会自己下载或安装任何东西。</translation>
    </message>
    <message>
        <source>Nothing is sent but the request itself: nothing of the shop, its orders or numbers.</source>
        <translation>只发出查看请求本身，不带店铺、订单、号码信息。</translation>
    </message>
    <message>
        <source>Look once a day whether there is a newer version</source>
        <translation>每天看一次有没有新版本</translation>
    </message>
    <message>
        <source>Looked for at</source>
        <translation>查看地址</translation>
    </message>
    <message>
        <source>An address begins with https:// and names a host, or nothing.</source>
        <translation>以 https:// 开头并带主机名的网址，或留空。</translation>
    </message>
    <message>
        <source>Empty: where the publisher of this build tells of it.</source>
        <translation>留空：本程序发布者公布新版本的地址。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>现在查看</translation>
    </message>
    <message>
        <source>Open its page…</source>
        <translation>打开介绍页…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Defaults of this page</source>
        <translation>本页恢复默认</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Cash, balance</source>
        <translation>现金、余额</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>设置页</translation>
    </message>
    <message>
        <source>Nothing of what you changed is saved yet.</source>
        <translation>改动还没有保存。</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>不保存，离开</translation>
    </message>
    <message>
        <source>Go on with the settings</source>
        <translation>继续设置</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
</context>
<context>
    <name>SettleBox</name>
    <message>
        <source>Send again…</source>
        <translation>重新发送…</translation>
    </message>
    <message>
        <source>Close by hand…</source>
        <translation>人工结案…</translation>
    </message>
    <message>
        <source>Asking about the order and the balance…</source>
        <translation>正在查询此单和余额…</translation>
    </message>
    <message>
        <source>Meanwhile its result is known: {status}.</source>
        <translation>刚查到结果：{status}。</translation>
    </message>
    <message>
        <source>The platform does not find it ({count} answers), while other questions succeed.</source>
        <translation>平台查不到此单（已 {count} 次），其他查询正常。</translation>
    </message>
    <message>
        <source>It may be sent again or closed only after the platform did not find it {needed} times, while other questions succeed, from {time} on. So far: {count}.</source>
        <translation>要在 {time} 之后平台 {needed} 次都查不到此单（同时其他查询正常），才能重新发送或结案。目前：{count} 次。</translation>
    </message>
    <message>
        <source>This time has moved: the computer slept, or its clock was set.</source>
        <translation>这个时间变了：电脑休眠过，或者时钟被调过。</translation>
    </message>
    <message>
        <source>This time has moved: the program was started at {time}, and only what it saw itself is certain, so the wait of {minutes} minutes began anew.</source>
        <translation>这个时间变了：程序在 {time} 重新启动过，只有启动之后的时间才算得准，所以 {minutes} 分钟从那时重新算起。</translation>
    </message>
    <message>
        <source>Nothing can be decided without an answer. {why}</source>
        <translation>没有平台的答复，不能作决定。{why}</translation>
    </message>
    <message>
        <source>{number}, {face}. The platform says “{words}” ({count} times), while other questions succeed.

{finding}

It is sent under the same order no. {order_no}.</source>
        <translation>{number}，{face}。平台回答“{words}”（{count} 次），其他查询正常。

{finding}

重新发送仍用同一单号 {order_no}。</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>{number}, {face}: close this order as not taken?

Balance before this order: {before}
Balance now: {now}

The number is free for new orders then. Return the cash. If the order turns up after all, its result is shown.</source>
        <translation>{number}，{face}：按“平台未受理”结案吗？

下单前余额：{before}
现在余额：{now}

结案后这个号码可以重新下单，请把现金退给顾客。万一此单后来又出现，程序会显示它的结果。</translation>
    </message>
    <message>
        <source>Close by hand</source>
        <translation>人工结案</translation>
    </message>
    <message>
        <source>Close the order</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Sent again, under the same order no.</source>
        <translation>已用同一单号重新发送。</translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation>已结案。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不清楚</translation>
    </message>
</context>
<context>
    <name>ShiftSlip</name>
    <message>
        <source>Hand-over of shift {number}</source>
        <translation>第 {number} 班交接单</translation>
    </message>
    <message>
        <source>Not handed over yet</source>
        <translation>还没有交班</translation>
    </message>
    <message>
        <source>By</source>
        <translation>当班</translation>
    </message>
    <message>
        <source>Handed over by</source>
        <translation>交班人</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Face value</source>
        <translation>面值</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Change at the beginning</source>
        <translation>期初备用金</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>To return to customers</source>
        <translation>待退顾客</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>未了事项</translation>
    </message>
</context>
<context>
    <name>Shifts</name>
    <message>
        <source>A shift is open: hand it over first.</source>
        <translation>还有一班没交：请先交班。</translation>
    </message>
    <message>
        <source>No shift is open.</source>
        <translation>现在没有开班。</translation>
    </message>
    <message>
        <source>Enter an amount in yuan, such as 350 or 99.50.</source>
        <translation>请输入金额（元），如 350 或 99.50。</translation>
    </message>
    <message>
        <source>The amount is too large.</source>
        <translation>金额太大。</translation>
    </message>
    <message>
        <source>Write down the reason.</source>
        <translation>请写明原因。</translation>
    </message>
    <message>
        <source>There is not so much in the drawer.</source>
        <translation>钱箱里没有这么多。</translation>
    </message>
    <message>
        <source>Something has changed since the count: count again.</source>
        <translation>点钱之后有变动：请重新点。</translation>
    </message>
    <message>
        <source>Not saved: the disk does not take it. Nothing has changed.</source>
        <translation>没有保存：磁盘写不进去。什么都没有变。</translation>
    </message>
    <message>
        <source>Count the cash in the drawer first. What should be in it is told afterwards.</source>
        <translation>请先点钱箱里的现金。点完才告诉您应有多少。</translation>
    </message>
</context>
<context>
    <name>ShiftsPage</name>
    <message>
        <source>Begin a shift… (Alt+B)</source>
        <translation>开班…（Alt+B）</translation>
    </message>
    <message>
        <source>Hand over… (Alt+H)</source>
        <translation>交班…（Alt+H）</translation>
    </message>
    <message>
        <source>Cash in or out… (Alt+M)</source>
        <translation>存取现金…（Alt+M）</translation>
    </message>
    <message>
        <source>Slip… (Enter)</source>
        <translation>交接单…（回车）</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>By</source>
        <translation>当班</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实点</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>No shift yet.</source>
        <translation>还没有班次。</translation>
    </message>
    <message>
        <source>Shops without shifts need none.</source>
        <translation>不分班的店不用管这里。</translation>
    </message>
    <message>
        <source>{name} since {time}: {count} orders</source>
        <translation>{name} 从 {time} 当班：{count} 单</translation>
    </message>
</context>
<context>
    <name>ShopState</name>
    <message>
        <source>Change the key…</source>
        <translation>换密钥…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>马上再试</translation>
    </message>
    <message>
        <source>See the balance</source>
        <translation>看余额</translation>
    </message>
    <message>
        <source>See the list</source>
        <translation>看名单</translation>
    </message>
</context>
<context>
    <name>SourceStrip</name>
    <message>
        <source>Correct the number (F2)</source>
        <translation>改号码 (F2)</translation>
    </message>
    <message>
        <source>Leave out (Del)</source>
        <translation>不要这行 (Del)</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>Owner</source>
        <translation>老板</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>{name} may not allow this, either.</source>
        <translation>{name}也没有这个权限。</translation>
    </message>
    <message>
        <source>Too many wrong PINs: wait {seconds} s.</source>
        <translation>PIN 错得太多：请等 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Nobody has this PIN. The next one is looked at in {seconds} s.</source>
        <translation>没有人用这个 PIN。{seconds} 秒后才能再试。</translation>
    </message>
    <message>
        <source>Nobody has this PIN.</source>
        <translation>没有人用这个 PIN。</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>请输入名字。</translation>
    </message>
    <message>
        <source>Somebody in the list has this name already.</source>
        <translation>名单里已经有这个名字。</translation>
    </message>
    <message>
        <source>A PIN has {fewest} to {most} digits.</source>
        <translation>PIN 是 {fewest} 到 {most} 位数字。</translation>
    </message>
    <message>
        <source>This PIN is taken: choose another one.</source>
        <translation>这个 PIN 有人用了，请换一个。</translation>
    </message>
    <message>
        <source>An owner must be left, who can change this list.</source>
        <translation>必须留一位老板，才能改这份名单。</translation>
    </message>
    <message>
        <source>Only an owner changes an owner, or makes one.</source>
        <translation>只有老板能改老板或设老板。</translation>
    </message>
    <message>
        <source>The list has room for {count} people.</source>
        <translation>名单最多 {count} 人。</translation>
    </message>
    <message>
        <source>Every order and every act then carries a name. A PIN locks the window; it encrypts nothing: whoever can open this computer&apos;s files can read the orders.</source>
        <translation>有了名单，每一单、每一步都记下是谁做的。PIN 只是锁住窗口，不加密：能打开这台电脑文件的人，还是看得到订单。</translation>
    </message>
    <message>
        <source>Not saved: the disk does not take it. Nothing has changed.</source>
        <translation>没存下：磁盘写不进去。什么都没变。</translation>
    </message>
    <message>
        <source>No order waits. Everything goes on being asked about and saved.</source>
        <translation>没有等着处理的订单。查询和保存照常进行。</translation>
    </message>
    <message>
        <source>Orders that wait for somebody: {count}</source>
        <translation>有 {count} 单等着处理</translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation>不自动锁</translation>
    </message>
    <message>
        <source>After {minutes} min without a key</source>
        <translation>{minutes} 分钟没人动就锁</translation>
    </message>
</context>
<context>
    <name>StaffDialog</name>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>在职</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>还没有人</translation>
    </message>
    <message>
        <source>Begin with the owner.</source>
        <translation>先添加老板。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Who may do what…</source>
        <translation>员工权限…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>StagedPage</name>
    <message>
        <source>I have looked at it</source>
        <translation>我看过了</translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation>名单名称</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Paste (Ctrl+V)</source>
        <translation>粘贴 (Ctrl+V)</translation>
    </message>
    <message>
        <source>Open… (Ctrl+O)</source>
        <translation>打开… (Ctrl+O)</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤消 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>批量改…</translation>
    </message>
    <message>
        <source>Ask the platform</source>
        <translation>联网核对</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 处</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>{time} 已保存</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>还没保存</translation>
    </message>
    <message>
        <source>{count} rows chosen</source>
        <translation>选中 {count} 行</translation>
    </message>
    <message>
        <source>Tick or leave out (Space)</source>
        <translation>勾上或不要 (空格)</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>原文 第 {line} 行</translation>
    </message>
    <message>
        <source>It is right: {face}, tick (Space)</source>
        <translation>是 {face}，勾上 (空格)</translation>
    </message>
    <message>
        <source>Tick (Space)</source>
        <translation>勾上 (空格)</translation>
    </message>
    <message>
        <source>Face value: {face}</source>
        <translation>面值：{face}</translation>
    </message>
    <message>
        <source>To collect…</source>
        <translation>收款…</translation>
    </message>
    <message>
        <source>To collect: the shop&apos;s price</source>
        <translation>收款：按本店价目</translation>
    </message>
    <message>
        <source>The whole list</source>
        <translation>整张名单</translation>
    </message>
    <message>
        <source>All rows without an amount: {face}</source>
        <translation>没写金额的都充：{face}</translation>
    </message>
    <message>
        <source>Numbers that are there twice: keep the first</source>
        <translation>重复的号码：留第一行</translation>
    </message>
    <message>
        <source>Numbers that are there twice: keep the last</source>
        <translation>重复的号码：留最后一行</translation>
    </message>
    <message>
        <source>Numbers that are there twice: keep the largest amount</source>
        <translation>重复的号码：留金额最大的</translation>
    </message>
</context>
<context>
    <name>StagedSide</name>
    <message>
        <source>Balance after that</source>
        <translation>充完余额约</translation>
    </message>
    <message>
        <source>Cost at most</source>
        <translation>成本最多</translation>
    </message>
    <message>
        <source>Ticked: {count}</source>
        <translation>勾上的 {count} 单</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 单</translation>
    </message>
    <message>
        <source>Not looked at yet, will not be sent: {count}</source>
        <translation>还有 {count} 行没看过，不会发送</translation>
    </message>
    <message>
        <source>Check {count} orders (Enter)</source>
        <translation>核对 {count} 单 (回车)</translation>
    </message>
    <message>
        <source>To collect in all</source>
        <translation>一共收</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Top-up Desk</source>
        <translation>话费充值台</translation>
    </message>
    <message>
        <source>A newer version of this program wrote the orders in {folder}. They were left untouched. Start the newer version.</source>
        <translation>{folder} 里的订单由更新版本的程序写入，未作任何改动。请启动新版本。</translation>
    </message>
    <message>
        <source>The database in {folder} is not the shop&apos;s, perhaps practice data or another program&apos;s. It was left untouched. Choose another data folder.</source>
        <translation>{folder} 里的数据库不是本店的，可能是练习数据或其他程序的，未作任何改动。请换一个数据文件夹。</translation>
    </message>
    <message>
        <source>The orders in {folder} cannot be read: the file is damaged. It was left untouched, and nothing is sent. Choose a backup to put back: orders placed after it come back as unconfirmed and are asked about.</source>
        <translation>{folder} 里的订单文件已损坏，无法读取。文件没有改动，也不会发送任何订单。请选一个备份恢复：备份之后下的订单会以“存疑”回来，程序会向平台查询。</translation>
    </message>
    <message>
        <source>Somebody has built things into the file of the orders in {folder} that this program does not make; they could falsify orders. It was left untouched, and nothing is sent. Choose a backup from before to put back: orders placed after it come back as unconfirmed and are asked about.</source>
        <translation>{folder} 里的订单文件被人加进了本程序不会写的内容，可能会篡改订单。文件没有改动，也不会发送任何订单。请选一个之前的备份恢复：备份之后下的订单会以“存疑”回来，程序会向平台查询。</translation>
    </message>
    <message>
        <source>Orders were kept in {folder}, but their file is gone. Nothing is sent. Choose a backup to put back: orders placed after it come back as unconfirmed and are asked about.</source>
        <translation>{folder} 里原来有订单，但订单文件不见了。不会发送任何订单。请选一个备份恢复：备份之后下的订单会以“存疑”回来，程序会向平台查询。</translation>
    </message>
    <message>
        <source>The folder {folder} is on a network drive, where orders cannot be kept safely. Nothing was sent. Choose a folder on this computer&apos;s own disk.</source>
        <translation>文件夹 {folder} 在网络盘上，订单存在那里不安全。没有发送任何订单。请改用本机硬盘上的文件夹。</translation>
    </message>
    <message>
        <source>This version must change the file of the orders in {folder}, and could not back it up before. Nothing was changed. Free space on the disk and start again.</source>
        <translation>新版本要升级 {folder} 里的订单文件，但升级前无法备份。什么都没有改动。请清理磁盘空间后重新启动。</translation>
    </message>
    <message>
        <source>The proxy address in the settings cannot be used, so nothing is sent. Correct it in the settings.</source>
        <translation>设置里的代理地址不能用，所以什么都没有发出。请在设置里改正。</translation>
    </message>
    <message>
        <source>The platform&apos;s address does not begin with https://, so the shop&apos;s keys and the customers&apos; numbers would travel where others can read them, and answers could be forged. Nothing was sent. Correct the address in the settings, or allow it there.</source>
        <translation>平台地址不是 https:// 开头：店里的密钥和顾客的号码在路上会被别人看到，应答也可能被伪造。什么都没有发出。请在设置里改正地址，或在那里允许。</translation>
    </message>
    <message>
        <source>The platform&apos;s address in TOPUP_DESK_BASE_URL does not begin with https://, so the shop&apos;s keys and the customers&apos; numbers would travel where others can read them, and answers could be forged. Nothing was sent. Correct it there, or allow it in the settings.</source>
        <translation>TOPUP_DESK_BASE_URL 里的平台地址不是 https:// 开头：店里的密钥和顾客的号码在路上会被别人看到，应答也可能被伪造。什么都没有发出。请在那里改正，或在设置里允许。</translation>
    </message>
    <message>
        <source>The backup could not be put back. The orders are as they were. Try another one, or free the disk.</source>
        <translation>备份没有恢复成功，订单保持原样。请换一个备份，或清理磁盘后再试。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written, so no order could be saved. Nothing was sent. Check the disk and the folder&apos;s permissions, then start again.</source>
        <translation>文件夹 {folder} 无法写入，订单保存不了。没有发送任何订单。请检查磁盘和文件夹权限后重新启动。</translation>
    </message>
    <message>
        <source>The program is running already on {folder}, but does not answer. Wait a moment; if it stays so, end it in the task manager and start again.</source>
        <translation>程序已在 {folder} 上运行，但没有响应。请稍等；如一直如此，请在任务管理器中结束它再启动。</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
</context>
<context>
    <name>Statement</name>
    <message>
        <source>Opening balance</source>
        <translation>期初余额</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>加款</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Adjustment</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>paid {time}</source>
        <translation>付款 {time}</translation>
    </message>
</context>
<context>
    <name>StatementPage</name>
    <message>
        <source>Entries</source>
        <translation>账目</translation>
    </message>
    <message>
        <source>Balances read</source>
        <translation>余额读数</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>显示更早的</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>冲销…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>By the books then</source>
        <translation>当时账面</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Our order no., note</source>
        <translation>商户单号、备注</translation>
    </message>
    <message>
        <source>Nothing is written down yet.</source>
        <translation>还没有账目。</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>No balance was read yet.</source>
        <translation>还没有读取过余额。</translation>
    </message>
    <message>
        <source>Write down the opposite of this entry, {amount}? What is written stays, so that all can be followed.</source>
        <translation>记一笔相反的账（{amount}）冲销它？原来的账目保留，方便查对。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>冲销</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>takes back: {what}</source>
        <translation>冲销：{what}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>To return · {count}</source>
        <translation>待退款 · {count} 笔</translation>
    </message>
    <message>
        <source>None</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>To return</source>
        <translation>待退款</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>当班</translation>
    </message>
    <message>
        <source>{count}</source>
        <comment>orders</comment>
        <translation>{count} 单</translation>
    </message>
    <message>
        <source>Orders today · {count}</source>
        <translation>今日 {count} 单 · 收款</translation>
    </message>
    <message>
        <source>Show the profit</source>
        <translation>显示利润</translation>
    </message>
    <message>
        <source>Hide the profit</source>
        <translation>隐藏利润</translation>
    </message>
    <message>
        <source>Newer version {version}…</source>
        <translation>新版本 {version}…</translation>
    </message>
    <message>
        <source>Balance · {ago}</source>
        <translation>余额 · {ago}</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>正在重试…</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offline {span}</source>
        <translation>离线 {span}</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
</context>
<context>
    <name>Suggestions</name>
    <message>
        <source>Recent customers</source>
        <translation>最近顾客</translation>
    </message>
    <message>
        <source>{number}    last: {face}, {time}</source>
        <translation>{number}&#x3000;上次 {face}，{time}</translation>
    </message>
</context>
<context>
    <name>SupportBox</name>
    <message>
        <source>The support told me how it ended…</source>
        <translation>客服告诉了我结果…</translation>
    </message>
</context>
<context>
    <name>SupportDialog</name>
    <message>
        <source>What the platform&apos;s support says</source>
        <translation>平台客服怎么说</translation>
    </message>
    <message>
        <source>It arrived (&amp;1)</source>
        <translation>已到账（&amp;1）</translation>
    </message>
    <message>
        <source>It failed, the shop&apos;s money is back (&amp;2)</source>
        <translation>失败，款项已退回本店（&amp;2）</translation>
    </message>
    <message>
        <source>It failed, the shop&apos;s money does not come back (&amp;3)</source>
        <translation>失败，款项不退（&amp;3）</translation>
    </message>
    <message>
        <source>who said what, for example: Miss Li, refunded on 11-26</source>
        <translation>谁说的、说了什么，例如：李客服，11-26 已退款</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>Their words</source>
        <translation>客服原话</translation>
    </message>
    <message>
        <source>Heard by</source>
        <translation>听到的人</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Sent at</source>
        <translation>发出时间</translation>
    </message>
    <message>
        <source>{time} ({count} times)</source>
        <translation>{time}（{count} 次）</translation>
    </message>
    <message>
        <source>Platform no.</source>
        <translation>平台单号</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>查不到</translation>
    </message>
    <message>
        <source>{count} times</source>
        <translation>{count} 次</translation>
    </message>
    <message>
        <source>Balance before</source>
        <translation>下单前余额</translation>
    </message>
    <message>
        <source>Last balance</source>
        <translation>最近余额</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <source>How did it end? Choose one of the three.</source>
        <translation>结果是什么？三个里选一个。</translation>
    </message>
    <message>
        <source>Write down who said it, and what: later somebody will ask.</source>
        <translation>写下是谁说的、说了什么：以后会有人问。</translation>
    </message>
</context>
<context>
    <name>SwitchSheet</name>
    <message>
        <source>Switch</source>
        <translation>换人</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Who is at the counter now?</source>
        <translation>现在谁当班？</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Events</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>latest {time}</source>
        <translation>最晚 {time}</translation>
    </message>
    <message>
        <source>usually by {usual}, latest {latest}</source>
        <translation>多半 {usual} 前到账，最晚 {latest}</translation>
    </message>
</context>
<context>
    <name>TotalsLine</name>
    <message>
        <source>The newest {count} are shown; there are more. Narrow the search or the dates.</source>
        <translation>只显示最新的 {count} 单，还有更多。请缩小查找或日期范围。</translation>
    </message>
    <message>
        <source>Orders: {count}</source>
        <translation>订单 {count}</translation>
    </message>
    <message>
        <source>face value {amount}</source>
        <translation>面值 {amount}</translation>
    </message>
    <message>
        <source>cost after refunds {amount}</source>
        <translation>成本（已扣退款）{amount}</translation>
    </message>
    <message>
        <source>succeeded {count}</source>
        <translation>成功 {count}</translation>
    </message>
    <message>
        <source>failed {count}</source>
        <translation>失败 {count}</translation>
    </message>
    <message>
        <source>unconfirmed {count}</source>
        <translation>存疑 {count}</translation>
    </message>
    <message>
        <source>partly arrived {count}</source>
        <translation>部分到账 {count}</translation>
    </message>
    <message>
        <source>refused, being checked {count}</source>
        <translation>拒单核实中 {count}</translation>
    </message>
    <message>
        <source>running {count}</source>
        <translation>进行中 {count}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>UndoRow</name>
    <message>
        <source>Noted: cash returned {amount} · {order}</source>
        <translation>已记：现金已退 {amount} · {order}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>UpgradeNotice</name>
    <message>
        <source>Preparing your orders for the new version</source>
        <translation>正在为新版本整理订单</translation>
    </message>
    <message>
        <source>The orders are copied first, then brought to the new format. This happens once and can take a minute. Please leave the computer on.</source>
        <translation>先备份订单，再换成新版本的格式。只做这一次，可能要一分钟，请不要关机。</translation>
    </message>
    <message>
        <source>Making a copy of the orders…</source>
        <translation>正在备份订单…</translation>
    </message>
    <message>
        <source>Step {done} of {all}</source>
        <translation>第 {done} 步，共 {all} 步</translation>
    </message>
    <message>
        <source>The program closes as soon as this is done. Please leave the computer on.</source>
        <translation>做完后程序会自动关闭，请不要关机。</translation>
    </message>
</context>
<context>
    <name>VoucherDialog</name>
    <message>
        <source>Deposit</source>
        <translation>加款</translation>
    </message>
    <message>
        <source>Adjust the books</source>
        <translation>调整账面</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Write it down (Enter)</source>
        <translation>记下（回车）</translation>
    </message>
    <message>
        <source>What you have paid the platform. This only writes it down: no money moves.</source>
        <translation>您付给平台的钱。这里只记账，不会动钱。</translation>
    </message>
    <message>
        <source>For what nobody can explain: the books then expect so much more (or less, with a minus). This only writes it down: no money moves.</source>
        <translation>用于谁也解释不了的差额：账面会多（负数则少）这么多。这里只记账，不会动钱。</translation>
    </message>
    <message>
        <source>Amount in yuan</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>付款时间</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Do not wait (Esc)</source>
        <translation>不等了 (Esc)</translation>
    </message>
</context>
<context>
    <name>WaitingNumbers</name>
    <message>
        <source>Next (F3)</source>
        <translation>下一个（F3）</translation>
    </message>
    <message>
        <source>Next number of the message</source>
        <translation>消息里的下一个号码</translation>
    </message>
</context>
<context>
    <name>WelcomeWindow</name>
    <message>
        <source>Top-up Desk</source>
        <translation>话费充值台</translation>
    </message>
    <message>
        <source>Test (reads balance)</source>
        <translation>测试（读取余额）</translation>
    </message>
    <message>
        <source>Save and start</source>
        <translation>保存并开始</translation>
    </message>
    <message>
        <source>Try practice mode first (Alt+P)</source>
        <translation>先试试练习模式（Alt+P）</translation>
    </message>
    <message>
        <source>Back, change nothing</source>
        <translation>返回，不作改动</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎使用</translation>
    </message>
    <message>
        <source>Enter the shop&apos;s Wikeyun account. Wikeyun&apos;s support tells you these three values.</source>
        <translation>请填写本店的微客云账户。这三项可向微客云客服索取。</translation>
    </message>
    <message>
        <source>Store id</source>
        <translation>店铺 ID</translation>
    </message>
    <message>
        <source>App key</source>
        <translation>App key</translation>
    </message>
    <message>
        <source>App secret</source>
        <translation>App secret</translation>
    </message>
    <message>
        <source>No account yet? Practice mode needs none and moves no money.</source>
        <translation>还没有账户？练习模式不需要账户，也不扣款。</translation>
    </message>
    <message>
        <source>The secret is kept in this system&apos;s keyring, never in a file.</source>
        <translation>密钥保存在系统的凭据库里，不写入文件。</translation>
    </message>
    <message>
        <source>This system has no keyring. The secret is kept in memory only, until the program closes; you will be asked for it at every start.</source>
        <translation>本系统没有凭据库。密钥只保存在内存里，关闭程序即清除；每次启动都要重新输入。</translation>
    </message>
    <message>
        <source>The store id is a whole number. Please check it.</source>
        <translation>店铺 ID 是一个整数，请核对。</translation>
    </message>
    <message>
        <source>App key and app secret are both needed.</source>
        <translation>App key 和 App secret 都要填写。</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>正在询问平台…</translation>
    </message>
    <message>
        <source>It works. The balance is {money}. Now save and start.</source>
        <translation>账户可用，余额 {money}。现在可以保存并开始。</translation>
    </message>
    <message>
        <source>{said} Check the three values and test again.</source>
        <translation>{said}请核对这三项后再测试。</translation>
    </message>
    <message>
        <source>The platform gave no usable answer. Check the network, then test again.</source>
        <translation>平台没有给出有效应答。请检查网络后再测试。</translation>
    </message>
</context>
<context>
    <name>WindowFrame</name>
    <message>
        <source>Top-up Desk – practice mode</source>
        <translation>话费充值台 – 练习模式</translation>
    </message>
    <message>
        <source>Top-up Desk</source>
        <translation>话费充值台</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>页</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>New</source>
        <translation>新单</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Refused, being checked</source>
        <translation>拒单核实中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>取消中</translation>
    </message>
    <message>
        <source>Failed, refund pending</source>
        <translation>失败，待退款</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Partly arrived</source>
        <translation>部分到账</translation>
    </message>
    <message>
        <source>Failed, refunded</source>
        <translation>失败，已退款</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>已返销</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>平台拒单</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发出</translation>
    </message>
    <message>
        <source>Closed by hand</source>
        <translation>人工结案</translation>
    </message>
    <message>
        <source>Failed, not refunded</source>
        <translation>失败，不退款</translation>
    </message>
    <message>
        <source>not paid yet</source>
        <translation>待支付</translation>
    </message>
    <message>
        <source>topping up</source>
        <translation>充值中</translation>
    </message>
    <message>
        <source>success</source>
        <translation>充值成功</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>充值失败</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>退款成功</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>waiting to top up</source>
        <translation>待充值</translation>
    </message>
    <message>
        <source>matched to a channel</source>
        <translation>已匹配</translation>
    </message>
    <message>
        <source>order kept</source>
        <translation>已存单</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>返销</translation>
    </message>
    <message>
        <source>partly arrived</source>
        <translation>部分到账</translation>
    </message>
    <message>
        <source>being cancelled</source>
        <translation>取消中</translation>
    </message>
    <message>
        <source>status {number}</source>
        <translation>状态 {number}</translation>
    </message>
    <message>
        <source>as the platform&apos;s support said</source>
        <translation>客服告知</translation>
    </message>
    <message>
        <source>do not top these numbers up again</source>
        <translation>这些号码先别重充</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>On credit</source>
        <translation>赊账</translation>
    </message>
    <message>
        <source>China Mobile</source>
        <translation>中国移动</translation>
    </message>
    <message>
        <source>China Unicom</source>
        <translation>中国联通</translation>
    </message>
    <message>
        <source>China Telecom</source>
        <translation>中国电信</translation>
    </message>
    <message>
        <source>China Broadnet</source>
        <translation>中国广电</translation>
    </message>
    <message>
        <source>Virtual operator</source>
        <translation>虚拟运营商</translation>
    </message>
    <message>
        <source>Satellite</source>
        <translation>卫星电话</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Unicom</source>
        <translation>联通</translation>
    </message>
    <message>
        <source>Telecom</source>
        <translation>电信</translation>
    </message>
    <message>
        <source>Broadnet</source>
        <translation>广电</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快充</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢充</translation>
    </message>
    <message>
        <source>{amount} yuan</source>
        <translation>{amount} 元</translation>
    </message>
    <message>
        <source>failure, then refund</source>
        <translation>失败后退款</translation>
    </message>
    <message>
        <source>late failure, refunded</source>
        <translation>超时后失败退款</translation>
    </message>
    <message>
        <source>refused, checked for 5 minutes</source>
        <translation>拒单，核实约 5 分钟</translation>
    </message>
    <message>
        <source>kept, then success</source>
        <translation>存单后成功</translation>
    </message>
    <message>
        <source>unconfirmed, then success</source>
        <translation>存疑后成功</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n} 小时前</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} 分钟前</translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <translation>{n} 秒前</translation>
    </message>
    <message>
        <source>success, then reversed</source>
        <translation>成功后返销</translation>
    </message>
    <message>
        <source>to return {amount}</source>
        <translation>待退 {amount}</translation>
    </message>
    <message>
        <source>stays running</source>
        <translation>一直进行中</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
</context>
<context>
    <name>head</name>
    <message>
        <source>Read now (F5)</source>
        <translation>立即读取（F5）</translation>
    </message>
</context>
</TS>
