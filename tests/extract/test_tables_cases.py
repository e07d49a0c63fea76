# ruff: noqa: E501 -- rows of HTML tables stay in one line
"""Tables and the claims that they make: name → suffix, source, one line a claim."""

CASES: dict[str, tuple[str, str, str]] = {
    "md-zh-year-to-date": (
        "md",
        """# 白鹭电子2021年第三季度报告

单位：元

| 项目 | 本报告期 | 本报告期比上年同期增减（%） | 年初至报告期末 | 年初至报告期末比上年同期增减（%） |
|---|---|---|---|---|
| 营业收入 | 812,345,678 | 9.80 | 2,215,678,901 | 14.35 |

| 项目 | 本报告期末 | 上年度末 | 本报告期末比上年度末增减（%） |
|---|---|---|---|
| 总资产 | 5,123,456,789 | 4,890,123,456 | 4.77 |
""",
        """- revenue level 812345678±1 CNY 2021Q3
- revenue growth/yoy 9.8±0.01 percent 2021Q3
- revenue level 2215678901±1 CNY 2021-01-01/2021-09-30
- revenue growth/yoy 14.35±0.01 percent 2021-01-01/2021-09-30
- total_assets level 5123456789±1 CNY 2021-09-30!
- total_assets level 4890123456±1 CNY 2020-12-31!
- total_assets growth/ytd 4.77±0.01 percent 2021-09-30!
""",
    ),
    "md-zh-basic": (
        "md",
        """# 快手2022年第一季度业绩

单位：亿元

| 项目 | 2022年一季度 | 2021年一季度 | 同比变动 |
|---|---|---|---|
| 营业收入 | 210.7 | 170.2 | 23.8% |
| 毛利率 | 41.7% | 41.1% | 0.6个百分点 |
| 经调整净亏损 | (37.2) | (56.5) | -34.1% |
| 研发费用 | 35.2 | 28.3 | 24.5% |
""",
        """- revenue level 21070000000±10000000 CNY 2022Q1
- revenue level 17020000000±10000000 CNY 2021Q1
- revenue growth/yoy 23.8±0.1 percent 2022Q1
- gross_margin share 41.7±0.1 percent 2022Q1
- gross_margin share 41.1±0.1 percent 2021Q1
- gross_margin change/yoy 0.6±0.1 pp 2022Q1
- adjusted_net_loss level 3720000000±10000000 CNY 2022Q1
- adjusted_net_loss level 5650000000±10000000 CNY 2021Q1
- adjusted_net_loss growth/yoy -34.1±0.1 percent 2022Q1
- r_and_d_expense level 3520000000±10000000 CNY 2022Q1
- r_and_d_expense level 2830000000±10000000 CNY 2021Q1
- r_and_d_expense growth/yoy 24.5±0.1 percent 2022Q1
""",
    ),
    "html-en-sec": (
        "html",
        """<html><head><title>Example Corp Reports First Quarter 2022 Results</title></head><body>
<p>(In millions, except per share data)</p>

<table>
<tr><th></th><th colspan="4">Three months ended March 31,</th><th></th></tr>
<tr><th></th><th colspan=2>2022</th><th colspan=2>2021</th><th>% Change</th></tr>
<tr><td>Revenue</td><td>$</td><td>1,234.5</td><td>$</td><td>1,100.2</td><td>12.2%</td></tr>
<tr><td>Cost of revenue</td><td></td><td>(600.1</td><td></td><td>(550.0</td><td>9.1%</td></tr>
<tr><td>Net income</td><td></td><td>98.7</td><td></td><td>80.4</td><td>22.8%</td></tr>
<tr><td>Diluted earnings per share</td><td>$</td><td>0.45</td><td>$</td><td>0.38</td><td>18.4%</td></tr>
<tr><td>Weighted average number of shares</td><td></td><td>219.3</td><td></td><td>211.6</td><td>—</td></tr>
</table></body></html>
""",
        """- revenue level 1234500000±100000 USD 2022Q1
- revenue level 1100200000±100000 USD 2021Q1
- revenue growth/yoy 12.2±0.1 percent 2022Q1
- cost_of_revenue level 600100000±100000 USD 2022Q1
- cost_of_revenue level 550000000±100000 USD 2021Q1
- cost_of_revenue growth/yoy 9.1±0.1 percent 2022Q1
- net_profit level 98700000±100000 USD 2022Q1
- net_profit level 80400000±100000 USD 2021Q1
- net_profit growth/yoy 22.8±0.1 percent 2022Q1
- eps level 0.45±0.01 USD 2022Q1
- eps level 0.38±0.01 USD 2021Q1
- eps growth/yoy 18.4±0.1 percent 2022Q1
- ~weighted average number of shares level 219300000±100000 count 2022Q1
- ~weighted average number of shares level 211600000±100000 count 2021Q1
""",
    ),
    "hant": (
        "md",
        """# 某公司中期業績

| 人民幣百萬元 | 截至六月三十日止六個月 | | 變動 |
|---|---|---|---|
| | 2022年 | 2021年 | % |
| 營業額 | 43,362 | 36,158 | 19.9 |
| 毛利 | 18,500 | 15,200 | 21.7 |
| 期內虧損 | (9,430) | (64,800) | (85.4) |
""",
        """- revenue level 43362000000±1000000 CNY 2022H1
- revenue level 36158000000±1000000 CNY 2021H1
- revenue growth/yoy 19.9±0.1 percent 2022H1
- gross_profit level 18500000000±1000000 CNY 2022H1
- gross_profit level 15200000000±1000000 CNY 2021H1
- gross_profit growth/yoy 21.7±0.1 percent 2022H1
- net_loss level 9430000000±1000000 CNY 2022H1
- net_loss level 64800000000±1000000 CNY 2021H1
- net_loss growth/yoy -85.4±0.1 percent 2022H1
""",
    ),
    "transposed": (
        "md",
        """# 快手经营数据

| 季度 | GMV（亿元） | 同比 | 日活跃用户（百万） | 同比 |
|---|---|---|---|---|
| 2022Q1 | 1,751 | 47.7% | 345.5 | 17.0% |
| 2021Q4 | 2,403 | 35.7% | 323.3 | 19.2% |
| 2021Q3 | 1,758 | 86.1% | 320.4 | 17.9% |
""",
        """- gmv level 175100000000±100000000 CNY 2022Q1
- gmv growth/yoy 47.7±0.1 percent 2022Q1
- dau level 345500000±100000 count 2022Q1
- dau growth/yoy 17±0.1 percent 2022Q1
- gmv level 240300000000±100000000 CNY 2021Q4
- gmv growth/yoy 35.7±0.1 percent 2021Q4
- dau level 323300000±100000 count 2021Q4
- dau growth/yoy 19.2±0.1 percent 2021Q4
- gmv level 175800000000±100000000 CNY 2021Q3
- gmv growth/yoy 86.1±0.1 percent 2021Q3
- dau level 320400000±100000 count 2021Q3
- dau growth/yoy 17.9±0.1 percent 2021Q3
""",
    ),
    "companies": (
        "md",
        """# 2021年短视频平台数据对比

| 平台 | 月活（亿人） | 收入（亿元） |
|---|---|---|
| 快手 | 5.78 | 810.8 |
| 抖音 | 6.72 | — |
| 哔哩哔哩 | 2.72 | 193.8 |
""",
        """kuaishou mau level 578000000±1000000 count 2021
kuaishou revenue level 81080000000±10000000 CNY 2021
douyin mau level 672000000±1000000 count 2021
bilibili mau level 272000000±1000000 count 2021
bilibili revenue level 19380000000±10000000 CNY 2021
""",
    ),
    "regions": (
        "md",
        """2021年部分城市GDP（单位：亿元）

| 排名 | 城市 | 2021年 | 2020年 | 名义增速 |
|---|---|---|---|---|
| 1 | 上海 | 43214.85 | 38700.58 | 8.1% |
| 2 | 北京 | 40269.6 | 36102.6 | 8.5% |
""",
        """shanghai gdp level 4321485000000±1000000 CNY 2021
shanghai gdp level 3870058000000±1000000 CNY 2020
shanghai gdp growth/yoy 8.1±0.1 percent 2021
beijing gdp level 4026960000000±10000000 CNY 2021
beijing gdp level 3610260000000±10000000 CNY 2020
beijing gdp growth/yoy 8.5±0.1 percent 2021
""",
    ),
    "sections": (
        "md",
        """# Example Group 2022 annual results

RMB in millions

| | 2022 | 2021 | YoY |
|---|---|---|---|
| Revenue: | | | |
| Online marketing services | 49,042 | 42,665 | 14.9% |
| Live streaming | 35,388 | 30,995 | 14.2% |
| Total revenue | 94,183 | 81,082 | 16.2% |
| Operating metrics | | | |
| Average DAU (million) | 355.7 | 308.2 | 15.4% |
| Employees | 24,000 | 28,000 | -14.3% |
""",
        """- online_marketing_revenue level 49042000000±1000000 CNY 2022
- online_marketing_revenue level 42665000000±1000000 CNY 2021
- online_marketing_revenue growth/yoy 14.9±0.1 percent 2022
- revenue level 35388000000±1000000 CNY 2022 (live streaming)
- revenue level 30995000000±1000000 CNY 2021 (live streaming)
- revenue growth/yoy 14.2±0.1 percent 2022 (live streaming)
- revenue level 94183000000±1000000 CNY 2022
- revenue level 81082000000±1000000 CNY 2021
- revenue growth/yoy 16.2±0.1 percent 2022
- dau level 355700000±100000 count 2022
- dau level 308200000±100000 count 2021
- dau growth/yoy 15.4±0.1 percent 2022
- employees level 24000±1 count 2022
- employees level 28000±1 count 2021
- employees growth/yoy -14.3±0.1 percent 2022
""",
    ),
    "share": (
        "md",
        """单位：人民币千元

| 项目 | 2022年 | 占收入比重 | 2021年 | 占收入比重 | 同比增减 |
|---|---|---|---|---|---|
| 销售费用 | 37,121,323 | 39.4% | 44,175,954 | 54.5% | (16.0%) |
| 管理费用 | 3,921,170 | 4.2% | 3,400,379 | 4.2% | 15.3% |
""",
        """- selling_expense level 37121323000±1000 CNY 2022
- selling_expense share 39.4±0.1 percent 2022 (占收入比重)
- selling_expense level 44175954000±1000 CNY 2021
- selling_expense share 54.5±0.1 percent 2021 (占收入比重)
- selling_expense growth/yoy -16±0.1 percent 2022
- admin_expense level 3921170000±1000 CNY 2022
- admin_expense share 4.2±0.1 percent 2022 (占收入比重)
- admin_expense level 3400379000±1000 CNY 2021
- admin_expense share 4.2±0.1 percent 2021 (占收入比重)
- admin_expense growth/yoy 15.3±0.1 percent 2022
""",
    ),
    "relative": (
        "md",
        """# 某某股份2022年半年度报告摘要

单位：元

| 主要会计数据 | 本报告期（1－6月） | 上年同期 | 本报告期比上年同期增减(%) |
|---|---|---|---|
| 营业收入 | 1,234,567,890.12 | 1,100,000,000.00 | 12.23 |
| 归母净利润 | 98,765,432.10 | -5,000,000.00 | 不适用 |
| 每股收益（元／股） | 0.35 | 0.31 | 12.90 |
""",
        """- revenue level 1234567890.12±0.01 CNY 2022H1
- revenue level 1100000000±0.01 CNY 2021H1
- revenue growth/yoy 12.23±0.01 percent 2022H1
- net_profit_attributable level 98765432.1±0.01 CNY 2022H1
- net_profit_attributable level -5000000±0.01 CNY 2021H1
- eps level 0.35±0.01 CNY 2022H1
- eps level 0.31±0.01 CNY 2021H1
- eps growth/yoy 12.9±0.01 percent 2022H1
""",
    ),
    "balance": (
        "md",
        """| 项目（万元） | 2022年6月30日 | 2021年12月31日 | 增减幅度 |
|---|---|---|---|
| 总资产 | 92,515.3 | 90,100.2 | 2.68% |
| 存货 | 1,200.0 | 1,100.0 | 9.09% |
""",
        """- total_assets level 925153000±1000 CNY 2022-06-30!
- total_assets level 901002000±1000 CNY 2021-12-31!
- total_assets growth/ytd 2.68±0.01 percent 2022-06-30!
- inventory level 12000000±1000 CNY 2022-06-30!
- inventory level 11000000±1000 CNY 2021-12-31!
- inventory growth/ytd 9.09±0.01 percent 2022-06-30!
""",
    ),
    "unitcol": (
        "md",
        """| 指标 | 单位 | 2022年 | 同比增长（%） |
|---|---|---|---|
| GDP | 亿元 | 1210207 | 3.0 |
| 粮食产量 | 万吨 | 68653 | 0.5 |
| 年末总人口 | 万人 | 141175 | -0.06 |
| 城镇化率 | % | 65.2 | |
""",
        """- gdp level 121020700000000±100000000 CNY 2022
- gdp growth/yoy 3±0.1 percent 2022
- grain_output level 686530000±10000 metric_ton 2022
- grain_output growth/yoy 0.5±0.1 percent 2022
- population level 1411750000±10000 count 2022
- population growth/yoy -0.06±0.01 percent 2022
- urbanization share 65.2±0.1 percent 2022
""",
    ),
    "forecast": (
        "md",
        """| RMB mn | 2021A | 2022E | 2023E |
|---|---|---|---|
| Revenue | 81,082 | 95,000 | 112,000 |
| Gross margin | 42.0% | 44.5% | 47.0% |
""",
        """- revenue level 81082000000±1000000 CNY 2021
- revenue level 95000000000±1000000 CNY 2022 forecast
- revenue level 112000000000±1000000 CNY 2023 forecast
- gross_margin share 42±0.1 percent 2021
- gross_margin share 44.5±0.1 percent 2022 forecast
- gross_margin share 47±0.1 percent 2023 forecast
""",
    ),
    "keyvalue": (
        "html",
        """<p>2022年第一季度经营数据</p>
<table>
<tr><td>日活跃用户</td><td>3.455亿</td></tr>
<tr><td>月活跃用户</td><td>5.979亿</td></tr>
<tr><td>电商交易总额</td><td>1751亿元</td></tr></table>
""",
        """- dau level 345500000±100000 count 2022Q1
- mau level 597900000±100000 count 2022Q1
- gmv level 175100000000±100000000 CNY 2022Q1
""",
    ),
    "segments": (
        "md",
        """| 2022年，百万元 | 国内 | 海外 | 合计 |
|---|---|---|---|
| 收入 | 93,000 | 1,183 | 94,183 |
| 经营利润 | 7,000 | -6,600 | 400 |
""",
        """- revenue level 93000000000±1000000 CNY 2022
- revenue level 1183000000±1000000 CNY 2022 (海外)
- revenue level 94183000000±1000000 CNY 2022
- operating_profit level 7000000000±1000000 CNY 2022
- operating_profit level -6600000000±1000000 CNY 2022 (海外)
- operating_profit level 400000000±1000000 CNY 2022
""",
    ),
    "rowgrowth": (
        "md",
        """| 指标 | 2020年 | 2021年 | 2022年 |
|---|---|---|---|
| 营业收入（亿元） | 588 | 811 | 942 |
| 同比增长 | 50.2% | 37.9% | 16.2% |
| 毛利率（%） | 40.5 | 42.0 | 44.7 |
| 员工人数 | 20,000 | 28,000 | 24,000 |
""",
        """- revenue level 58800000000±100000000 CNY 2020
- revenue level 81100000000±100000000 CNY 2021
- revenue level 94200000000±100000000 CNY 2022
- revenue growth/yoy 50.2±0.1 percent 2020
- revenue growth/yoy 37.9±0.1 percent 2021
- revenue growth/yoy 16.2±0.1 percent 2022
- gross_margin share 40.5±0.1 percent 2020
- gross_margin share 42±0.1 percent 2021
- gross_margin share 44.7±0.1 percent 2022
- employees level 20000±1 count 2020
- employees level 28000±1 count 2021
- employees level 24000±1 count 2022
""",
    ),
    "months": (
        "md",
        """# 2022年零售数据

| 月份 | 零售总额（亿元） | 同比（%） |
|---|---|---|
| 1-2月 | 74426 | 6.7 |
| 3月 | 34233 | -3.5 |
| 4月 | 29483 | -11.1 |
""",
        """- sales level 7442600000000±100000000 CNY 2022-01-01/2022-02-28
- sales growth/yoy 6.7±0.1 percent 2022-01-01/2022-02-28
- sales level 3423300000000±100000000 CNY 2022-03
- sales growth/yoy -3.5±0.1 percent 2022-03
- sales level 2948300000000±100000000 CNY 2022-04
- sales growth/yoy -11.1±0.1 percent 2022-04
""",
    ),
    "twopanel": (
        "md",
        """| 序号 | 书名 | 序号 | 书名 |
|---|---|---|---|
| 1 | 小城旧事 | 11 | 山川与我 |
| 2 | 海边来信1984 | 12 | 七月流火 |
""",
        """
""",
    ),
    "rmb000": (
        "html",
        """
<table>
<tr><td></td><td>2022</td><td>2021</td></tr>
<tr><td></td><td>RMB'000</td><td>RMB'000</td></tr>
<tr><td>Revenue</td><td>94,182,512</td><td>81,081,511</td></tr>
<tr><td>Cost of revenues</td><td>(52,051,322)</td><td>(47,052,163)</td></tr>
<tr><td>Gross profit</td><td>42,131,190</td><td>34,029,348</td></tr></table>
""",
        """- revenue level 94182512000±1000 CNY 2022
- revenue level 81081511000±1000 CNY 2021
- cost_of_revenue level 52051322000±1000 CNY 2022
- cost_of_revenue level 47052163000±1000 CNY 2021
- gross_profit level 42131190000±1000 CNY 2022
- gross_profit level 34029348000±1000 CNY 2021
""",
    ),
    "usd-rmb": (
        "html",
        """<p>(Amounts in thousands, except per share data)</p>
<table>
<tr><th rowspan=2></th><th colspan=2>Three Months Ended June 30,</th></tr>
<tr><th>2021</th><th>2022</th></tr>
<tr><th></th><th>RMB</th><th>RMB</th></tr>
<tr><td>Net revenues</td><td>4,495,275</td><td>4,909,038</td></tr>
<tr><td>Loss per ADS</td><td>(2.93)</td><td>(5.08)</td></tr></table>
""",
        """- revenue level 4495275000±1000 CNY 2021Q2
- revenue level 4909038000±1000 CNY 2022Q2
- ~loss per ads level 2.93±0.01 CNY 2021Q2
- ~loss per ads level 5.08±0.01 CNY 2022Q2
""",
    ),
    "qoq": (
        "md",
        """| | Q2 2022 | Q1 2022 | QoQ | YoY |
|---|---|---|---|---|
| GMV (US$ bn) | 28.6 | 26.1 | +9.6% | +31.2% |
| Active buyers (mn) | 55.1 | 52.0 | +6.0% | n/a |
""",
        """- gmv level 28600000000±100000000 USD 2022Q2
- gmv level 26100000000±100000000 USD 2022Q1
- gmv growth/qoq 9.6±0.1 percent 2022Q2
- gmv growth/yoy 31.2±0.1 percent 2022Q2
- annual_active_buyers level 55100000±100000 count 2022Q2
- annual_active_buyers level 52000000±100000 count 2022Q1
- annual_active_buyers growth/qoq 6±0.1 percent 2022Q2
""",
    ),
    "twd": (
        "html",
        """<h1>範例科技 2022年第三季財報</h1>
<table><caption>單位：新台幣千元</caption><thead>
<tr><th>項目</th><th>2022年第三季</th><th>2021年第三季</th><th>年增率</th></tr></thead><tbody>
<tr><th scope="row">營業收入</th><td>613,142,743</td><td>414,670,458</td><td>47.9%</td></tr>
<tr><th scope="row">營業毛利率</th><td>60.4%</td><td>51.3%</td><td>9.1 個百分點</td></tr>
<tr><th scope="row">每股盈餘（元）</th><td>10.83</td><td>6.03</td><td>79.6%</td></tr></tbody></table>
""",
        """- revenue level 613142743000±1000 TWD 2022Q3
- revenue level 414670458000±1000 TWD 2021Q3
- revenue growth/yoy 47.9±0.1 percent 2022Q3
- gross_margin share 60.4±0.1 percent 2022Q3
- gross_margin share 51.3±0.1 percent 2021Q3
- gross_margin change/yoy 9.1±0.1 pp 2022Q3
- eps level 10.83±0.01 TWD 2022Q3
- eps level 6.03±0.01 TWD 2021Q3
- eps growth/yoy 79.6±0.1 percent 2022Q3
""",
    ),
    "midhead": (
        "md",
        """| RMB million | Q1 2022 | Q1 2021 |
|---|---|---|
| Revenue | 21,067 | 17,019 |
| | H1 2022 | H1 2021 |
| Revenue | 42,762 | 36,158 |
""",
        """- revenue level 21067000000±1000000 CNY 2022Q1
- revenue level 17019000000±1000000 CNY 2021Q1
- revenue level 42762000000±1000000 CNY 2022H1
- revenue level 36158000000±1000000 CNY 2021H1
""",
    ),
    "colsections": (
        "html",
        """
<table>
<tr><th rowspan=2>指标</th><th colspan=2>2022年</th><th colspan=2>2021年</th></tr>
<tr><th>金额（亿元）</th><th>占比</th><th>金额（亿元）</th><th>占比</th></tr>
<tr><td>线上营销服务</td><td>490.4</td><td>52.1%</td><td>426.7</td><td>52.6%</td></tr>
<tr><td>直播业务</td><td>353.9</td><td>37.6%</td><td>310.0</td><td>38.2%</td></tr></table>
""",
        """- online_marketing_revenue level 49040000000±10000000 CNY 2022
- online_marketing_revenue share 52.1±0.1 percent 2022
- online_marketing_revenue level 42670000000±10000000 CNY 2021
- online_marketing_revenue share 52.6±0.1 percent 2021
- live_streaming_revenue level 35390000000±10000000 CNY 2022
- live_streaming_revenue share 37.6±0.1 percent 2022
- live_streaming_revenue level 31000000000±10000000 CNY 2021
- live_streaming_revenue share 38.2±0.1 percent 2021
""",
    ),
    "groups": (
        "html",
        """
<table>
<tr><th>地区</th><th>指标</th><th>2022年（万辆）</th><th>同比</th></tr>
<tr><td rowspan=2>中国</td><td>产量</td><td>2702.1</td><td>3.4%</td></tr>
<tr><td>销量</td><td>2686.4</td><td>2.1%</td></tr>
<tr><td rowspan=2>美国</td><td>产量</td><td>1006.0</td><td>9.7%</td></tr>
<tr><td>销量</td><td>1423.0</td><td>-8.0%</td></tr></table>
""",
        """china production level 27021000±1000 count 2022
china production growth/yoy 3.4±0.1 percent 2022
- sales_volume level 26864000±1000 count 2022
- sales_volume growth/yoy 2.1±0.1 percent 2022
usa production level 10060000±1000 count 2022
usa production growth/yoy 9.7±0.1 percent 2022
- sales_volume level 14230000±1000 count 2022
- sales_volume growth/yoy -8±0.1 percent 2022
""",
    ),
    "qizhong": (
        "md",
        """2022年1-6月主要指标（单位：亿元）

| 指标 | 本期 | 上年同期 | 增减额 | 增减率 |
|---|---|---|---|---|
| 一、营业收入 | 427.6 | 361.6 | 66.0 | 18.3% |
| 其中：海外收入 | 1.4 | 0.2 | 1.2 | 600% |
| 二、经营亏损 | (59.6) | (142.0) | 82.4 | -58.0% |
""",
        """- revenue level 42760000000±10000000 CNY 2022H1
- revenue level 36160000000±10000000 CNY 2021H1
- revenue change/yoy 6600000000±10000000 CNY 2022H1
- revenue growth/yoy 18.3±0.1 percent 2022H1
- overseas_revenue level 140000000±10000000 CNY 2022H1
- overseas_revenue level 20000000±10000000 CNY 2021H1
- overseas_revenue change/yoy 120000000±10000000 CNY 2022H1
- overseas_revenue growth/yoy 600±1 percent 2022H1
- operating_loss level 5960000000±10000000 CNY 2022H1
- operating_loss level 14200000000±10000000 CNY 2021H1
- operating_loss change/yoy 8240000000±10000000 CNY 2022H1
- operating_loss growth/yoy -58±0.1 percent 2022H1
""",
    ),
    "yearsrows": (
        "md",
        """| 年份 | 营业收入 | 净利润 | 员工人数 |
|---|---|---|---|
| 2020 | 588亿元 | -1166亿元 | 21,499 |
| 2021 | 811亿元 | -781亿元 | 28,000 |
""",
        """- revenue level 58800000000±100000000 CNY 2020
- net_profit level -116600000000±100000000 CNY 2020
- employees level 21499±1 count 2020
- revenue level 81100000000±100000000 CNY 2021
- net_profit level -78100000000±100000000 CNY 2021
- employees level 28000±1 count 2021
""",
    ),
    "dates": (
        "md",
        """# 2022年8月票房日报

| 日期 | 票房（万元） | 观影人次（万） |
|---|---|---|
| 8月20日 | 12,345.6 | 301.2 |
| 8月21日 | 10,002.1 | 250.0 |
""",
        """- box_office level 123456000±1000 CNY 2022-08-20
- admissions level 3012000±1000 count 2022-08-20
- box_office level 100021000±1000 CNY 2022-08-21
- admissions level 2500000±1000 count 2022-08-21
""",
    ),
    "endecor": (
        "md",
        """# Acme Q2 2022 results

The following table sets forth selected data (RMB in thousands, except percentages).

| | Three months ended June 30, 2022 | Three months ended June 30, 2021 | Change (%) |
|---|---|---|---|
| Revenues | 21,695,300 | 19,138,700 | 13.4 |
| Gross profit margin | 45.0% | 43.9% | 1.1 pts |
| Selling and marketing expenses | (8,762,100) | (11,270,000) | (22.3) |
| Net loss attributable to ordinary shareholders | (3,176,000) | (7,035,000) | n/a |
""",
        """- revenue level 21695300000±1000 CNY 2022Q2
- revenue level 19138700000±1000 CNY 2021Q2
- revenue growth/yoy 13.4±0.1 percent 2022Q2
- gross_margin share 45±0.1 percent 2022Q2
- gross_margin share 43.9±0.1 percent 2021Q2
- gross_margin change/yoy 1.1±0.1 pp 2022Q2
- selling_expense level 8762100000±1000 CNY 2022Q2
- selling_expense level 11270000000±1000 CNY 2021Q2
- selling_expense growth/yoy -22.3±0.1 percent 2022Q2
- net_loss level 3176000000±1000 CNY 2022Q2 (attributable to ordinary shareholders)
- net_loss level 7035000000±1000 CNY 2021Q2 (attributable to ordinary shareholders)
""",
    ),
    "twd-q": (
        "md",
        """| 季度 | 2022Q1 | 2022Q2 | 2022Q3 |
|---|---|---|---|
| DAU（亿） | 3.455 | 3.473 | 3.634 |
| DAU同比增速 | 17.0% | 18.5% | 13.4% |
| DAU环比增速 | 6.9% | 0.5% | 4.6% |
""",
        """- dau level 345500000±100000 count 2022Q1
- dau level 347300000±100000 count 2022Q2
- dau level 363400000±100000 count 2022Q3
- dau growth/yoy 17±0.1 percent 2022Q1
- dau growth/yoy 18.5±0.1 percent 2022Q2
- dau growth/yoy 13.4±0.1 percent 2022Q3
- dau growth/qoq 6.9±0.1 percent 2022Q1
- dau growth/qoq 0.5±0.1 percent 2022Q2
- dau growth/qoq 4.6±0.1 percent 2022Q3
""",
    ),
    "remarks": (
        "md",
        """| 项目 | 2022年 | 2021年 | 变动原因 |
|---|---|---|---|
| 研发费用（万元） | 13,784 | 14,956 | 主要系人员优化，薪酬减少1,000万元。研发项目数量同比下降，其他投入保持稳定，预计下年持平。 |
| 财务费用（万元） | -166 | 39 | 利息收入增加 |
""",
        """- r_and_d_expense level 137840000±10000 CNY 2022
- r_and_d_expense level 149560000±10000 CNY 2021
- salary change -10000000±10000 CNY unstated
- finance_expense level -1660000±10000 CNY 2022
- finance_expense level 390000±10000 CNY 2021
""",
    ),
    "founded": (
        "md",
        """| 公司 | 成立年份 | 门店数 | 员工数 |
|---|---|---|---|
| 瑞幸咖啡 | 2017 | 8,214 | 24,000 |
| 星巴克中国 | 1999 | 6,090 | 60,000 |
""",
        """luckin stores level 8214±1 count unstated
luckin employees level 24000±1 count unstated
starbucks-china stores level 6090±1 count unstated
starbucks-china employees level 60000±1 count unstated
""",
    ),
    "exam": (
        "md",
        """| Company | Revenue (US$bn) | Market cap (US$bn) |
|---|---|---|
| Apple | 394.3 | 2,070 |
| Microsoft | 198.3 | 1,790 |
| Foxtrot Widgets | 1.2 | 3 |
""",
        """apple revenue level 394300000000±100000000 USD unstated
apple market_cap level 2070000000000±1000000000 USD unstated
microsoft revenue level 198300000000±100000000 USD unstated
microsoft market_cap level 1790000000000±1000000000 USD unstated
~foxtrot widgets revenue level 1200000000±100000000 USD unstated
~foxtrot widgets market_cap level 3000000000±1000000000 USD unstated
""",
    ),
    "norow": (
        "md",
        """| A | B |
|---|---|
| 12 | 34 |
| 56 | 78 |
""",
        """
""",
    ),
    "changeamt": (
        "md",
        """| (in thousands) | 2022 | 2021 | Change | % |
|---|---|---|---|---|
| Paying users | 55,900 | 48,300 | 7,600 | 15.7% |
""",
        """- paying_users level 55900000±1000 count 2022
- paying_users level 48300000±1000 count 2021
- paying_users change/yoy 7600000±1000 count 2022
- paying_users growth/yoy 15.7±0.1 percent 2022
""",
    ),
    "target": (
        "md",
        """| 指标 | 2022年实际 | 2023年目标 |
|---|---|---|
| 销量（万辆） | 186.9 | 300 |
""",
        """- sales_volume level 1869000±1000 count 2022
- sales_volume level 3000000±10000 count 2023 plan
""",
    ),
    "ranges": (
        "md",
        """| 项目 | 2022年预计 |
|---|---|
| 净利润（万元） | 12,000～15,000 |
| 同比增长 | 约20% |
""",
        """- net_profit level [120000000,150000000] CNY 2022 forecast
- net_profit growth/yoy 20±1 percent 2022 forecast
""",
    ),
    "arrows": (
        "md",
        """| 指标 | 7月 | 环比 |
|---|---|---|
| 销量（万辆） | 59.3 | ↓0.5% |
| 渗透率 | 24.5% | ▲0.7个百分点 |
""",
        """- sales_volume level 593000±1000 count 2022-07
- sales_volume growth/mom -0.5±0.1 percent 2022-07
- penetration share 24.5±0.1 percent 2022-07
- penetration change/mom 0.7±0.1 pp 2022-07
""",
    ),
    "tablesign": (
        "md",
        """| $ millions | FY2022 | FY2021 |
|---|---|---|
| Net sales | $ 394,328 | $ 365,817 |
| Operating income | $ 119,437 | $ 108,949 |
""",
        """- revenue level 394328000000±1000000 USD FY2022
- revenue level 365817000000±1000000 USD FY2021
- operating_profit level 119437000000±1000000 USD FY2022
- operating_profit level 108949000000±1000000 USD FY2021
""",
    ),
    "perunit": (
        "md",
        """人民币百万元，每股数据除外

| | 2022年 | 2021年 |
|---|---|---|
| 收入 | 94,183 | 81,082 |
| 每股亏损（人民币元） | (3.22) | (19.94) |
| 每股股息 | 0.12 | — |
""",
        """- revenue level 94183000000±1000000 CNY 2022
- revenue level 81082000000±1000000 CNY 2021
- loss_per_share level 3.22±0.01 CNY 2022
- loss_per_share level 19.94±0.01 CNY 2021
- dps level 0.12±0.01 CNY 2022
""",
    ),
    "no-labels": (
        "md",
        """2022年末数据

| DAU（亿） | MAU（亿） | 员工人数 |
|---|---|---|
| 3.66 | 6.40 | 24,000 |
""",
        """- dau level 366000000±1000000 count 2022-12-31!
- mau level 640000000±1000000 count 2022-12-31!
- employees level 24000±1 count 2022-12-31!
""",
    ),
    "cn-half-years": (
        "html",
        """<h2>主要业务指标</h2><p>以下为截至2022年6月30日止六个月的数据，以人民币百万元列示。</p>
<table>
<tr><th>业务</th><th>2022年上半年</th><th>2021年上半年</th><th>变动比率</th></tr>
<tr><td>线上营销</td><td>22,354</td><td>18,528</td><td>20.6%</td></tr>
<tr><td>其他服务</td><td>3,990</td><td>3,200</td><td>24.7%</td></tr></table>
""",
        """- online_marketing_revenue level 22354000000±1000000 CNY 2022H1
- online_marketing_revenue level 18528000000±1000000 CNY 2021H1
- online_marketing_revenue growth/yoy 20.6±0.1 percent 2022H1
- other_services_revenue level 3990000000±1000000 CNY 2022H1
- other_services_revenue level 3200000000±1000000 CNY 2021H1
- other_services_revenue growth/yoy 24.7±0.1 percent 2022H1
""",
    ),
    "paragraph-cells": (
        "html",
        """
<table>
<tr><td><p>Metric</p></td><td><p>FY2022</p></td></tr>
<tr><td><p>Free cash flow (US$ mn)</p></td><td><p>111,443</p></td></tr>
<tr><td><p>Headcount</p></td><td><p>164,000</p></td></tr></table>
""",
        """- free_cash_flow level 111443000000±1000000 USD FY2022
- employees level 164000±1 count FY2022
""",
    ),
    "rate-change": (
        "md",
        """| Key ratios | FY2022 | FY2021 | Change |
|---|---|---|---|
| Gross margin | 43.3% | 41.8% | +1.5pp |
| Operating margin | 30.3% | 29.8% | 50 bps |
""",
        """- gross_margin share 43.3±0.1 percent FY2022
- gross_margin share 41.8±0.1 percent FY2021
- gross_margin change/yoy 1.5±0.1 pp FY2022
- operating_margin share 30.3±0.1 percent FY2022
- operating_margin share 29.8±0.1 percent FY2021
- operating_margin change/yoy 0.5±0.01 pp FY2022
""",
    ),
    "share-rows": (
        "md",
        """| 单位：百万元 | 2022年第四季度 | 2021年第四季度 |
|---|---|---|
| 销售费用 | 9,747 | 10,212 |
| 占收入比例 | 34.4% | 41.8% |
| 研发费用 | 3,300 | 3,600 |
| 占收入比例 | 11.7% | 14.7% |
""",
        """- selling_expense level 9747000000±1000000 CNY 2022Q4
- selling_expense level 10212000000±1000000 CNY 2021Q4
- selling_expense share 34.4±0.1 percent 2022Q4 (占收入比例)
- selling_expense share 41.8±0.1 percent 2021Q4 (占收入比例)
- r_and_d_expense level 3300000000±1000000 CNY 2022Q4
- r_and_d_expense level 3600000000±1000000 CNY 2021Q4
- r_and_d_expense share 11.7±0.1 percent 2022Q4 (占收入比例)
- r_and_d_expense share 14.7±0.1 percent 2021Q4 (占收入比例)
""",
    ),
    "two-sections": (
        "md",
        """| 百万元 | 2022年 | 2021年 |
|---|---|---|
| 国内业务 | | |
| 收入 | 93,000 | 80,000 |
| 经营利润 | 500 | -10,000 |
| 海外业务 | | |
| 收入 | 1,183 | 1,082 |
| 经营利润 | -6,600 | -8,000 |
""",
        """- revenue level 93000000000±1000000 CNY 2022
- revenue level 80000000000±1000000 CNY 2021
- operating_profit level 500000000±1000000 CNY 2022
- operating_profit level -10000000000±1000000 CNY 2021
- revenue level 1183000000±1000000 CNY 2022 (海外业务)
- revenue level 1082000000±1000000 CNY 2021 (海外业务)
- operating_profit level -6600000000±1000000 CNY 2022 (海外业务)
- operating_profit level -8000000000±1000000 CNY 2021 (海外业务)
""",
    ),
    "quarter-heads": (
        "md",
        """# 某公司2022年各季度数据

| | 一季度 | 二季度 | 三季度 | 四季度 |
|---|---|---|---|---|
| 营业收入（亿元） | 210.7 | 216.9 | 231.3 | 282.9 |
""",
        """- revenue level 21070000000±10000000 CNY 2022Q1
- revenue level 21690000000±10000000 CNY 2022Q2
- revenue level 23130000000±10000000 CNY 2022Q3
- revenue level 28290000000±10000000 CNY 2022Q4
""",
    ),
    "wide-company": (
        "md",
        """| 2022年 | 快手 | 哔哩哔哩 |
|---|---|---|
| 营收（亿元） | 942 | 219 |
| 毛利率 | 44.7% | 17.6% |
""",
        """- revenue level 94200000000±100000000 CNY 2022
- revenue level 21900000000±100000000 CNY 2022
- gross_margin share 44.7±0.1 percent 2022
- gross_margin share 17.6±0.1 percent 2022
""",
    ),
    "share-column-first": (
        "md",
        """2022年收入构成

| 业务 | 收入（亿元） | 占总收入比例 | 同比增速 |
|---|---|---|---|
| 线上营销服务 | 490.4 | 52.1% | 14.9% |
| 直播 | 353.9 | 37.6% | 14.2% |
""",
        """- revenue level 49040000000±10000000 CNY 2022 (线上营销服务)
- business_revenue_share share 52.1±0.1 percent 2022 (线上营销服务)
- revenue growth/yoy 14.9±0.1 percent 2022 (线上营销服务)
- revenue level 35390000000±10000000 CNY 2022 (直播)
- business_revenue_share share 37.6±0.1 percent 2022 (直播)
- revenue growth/yoy 14.2±0.1 percent 2022 (直播)
""",
    ),
    "market-share": (
        "md",
        """| 厂商 | 2022年出货量（百万台） | 2022年市场份额 | 2021年出货量（百万台） | 2021年市场份额 | 同比 |
|---|---|---|---|---|---|
| 苹果 | 226.4 | 18.8% | 235.8 | 17.3% | -4.0% |
| 小米 | 153.1 | 12.7% | 191.0 | 14.0% | -19.8% |
""",
        """apple shipments level 226400000±100000 count 2022
apple market_share share 18.8±0.1 percent 2022
apple shipments level 235800000±100000 count 2021
apple market_share share 17.3±0.1 percent 2021
apple shipments growth/yoy -4±0.1 percent 2022
xiaomi shipments level 153100000±100000 count 2022
xiaomi market_share share 12.7±0.1 percent 2022
xiaomi shipments level 191000000±100000 count 2021
xiaomi market_share share 14±0.1 percent 2021
xiaomi shipments growth/yoy -19.8±0.1 percent 2022
""",
    ),
    "hk-loss": (
        "html",
        """
<table>
<tr><td></td><td colspan="2">截至12月31日止年度</td></tr>
<tr><td></td><td>2022年</td><td>2021年</td></tr>
<tr><td></td><td>人民幣千元</td><td>人民幣千元</td></tr>
<tr><td>收入</td><td>94,182,512</td><td>81,081,511</td></tr>
<tr><td>年內（虧損）／溢利</td><td>(13,689,478)</td><td>(78,077,298)</td></tr>
<tr><td>經營虧損</td><td>(12,557,560)</td><td>(27,701,313)</td></tr></table>
""",
        """- revenue level 94182512000±1000 CNY 2022
- revenue level 81081511000±1000 CNY 2021
- profit level -13689478000±1000 CNY 2022
- profit level -78077298000±1000 CNY 2021
- operating_loss level 12557560000±1000 CNY 2022
- operating_loss level 27701313000±1000 CNY 2021
""",
    ),
    "sum-row": (
        "md",
        """| 2022年 | 员工数 | 占比 |
|---|---|---|
| 研发 | 10,000 | 50% |
| 运营 | 10,000 | 50% |
| 合计 | 20,000 | 100% |
""",
        """- employees level 10000±1 count 2022 (研发)
- employees share 50±1 percent 2022 (研发)
- employees level 10000±1 count 2022 (运营)
- employees share 50±1 percent 2022 (运营)
- employees level 20000±1 count 2022
- employees share 100±1 percent 2022
""",
    ),
    "en-segments": (
        "md",
        """(US$ in billions)

| Fiscal year | Products | Services | Total net sales |
|---|---|---|---|
| FY2022 | 316.2 | 78.1 | 394.3 |
| FY2021 | 297.4 | 68.4 | 365.8 |
""",
        """- ~products level 316200000000±100000000 USD FY2022
- ~services level 78100000000±100000000 USD FY2022
- revenue level 394300000000±100000000 USD FY2022
- ~products level 297400000000±100000000 USD FY2021
- ~services level 68400000000±100000000 USD FY2021
- revenue level 365800000000±100000000 USD FY2021
""",
    ),
    "yoy-bare": (
        "md",
        """| 指标 | 2022年12月 | 同比（%） | 环比（%） |
|---|---|---|---|
| 销量（万辆） | 81.4 | 51.8 | 3.5 |
| 出口量（万辆） | 32.4 | 45.4 | -1.8 |
""",
        """- sales_volume level 814000±1000 count 2022-12
- sales_volume growth/yoy 51.8±0.1 percent 2022-12
- sales_volume growth/mom 3.5±0.1 percent 2022-12
- export_volume level 324000±1000 count 2022-12
- export_volume growth/yoy 45.4±0.1 percent 2022-12
- export_volume growth/mom -1.8±0.1 percent 2022-12
""",
    ),
    "rank": (
        "md",
        """| 排名 | 车企 | 销量（万辆） | 同比增长 |
|---|---|---|---|
| 1 | 比亚迪 | 186.9 | 152.5% |
| 2 | 特斯拉 | 131.4 | 40.3% |
""",
        """byd sales_volume level 1869000±1000 count unstated
byd sales_volume growth/yoy 152.5±0.1 percent unstated
tesla sales_volume level 1314000±1000 count unstated
tesla sales_volume growth/yoy 40.3±0.1 percent unstated
""",
    ),
    "label-empty-first": (
        "md",
        """| | Q4 2022 | Q4 2021 | |
|---|---|---|---|
| Revenue (US$ m) | 120.5 | 100.0 | 20.5% |
""",
        """- revenue level 120500000±100000 USD 2022Q4
- revenue level 100000000±100000 USD 2021Q4
- revenue growth/yoy 20.5±0.1 percent 2022Q4
""",
    ),
    "units-in-parent": (
        "html",
        """
<table>
<tr><th>Item</th><th colspan=2>Amount (RMB million)</th><th>Change</th></tr>
<tr><th></th><th>2022</th><th>2021</th><th></th></tr>
<tr><td>Revenue</td><td>942</td><td>811</td><td>16.2%</td></tr></table>
""",
        """- revenue level 942000000±1000000 CNY 2022
- revenue level 811000000±1000000 CNY 2021
- revenue growth/yoy 16.2±0.1 percent 2022
""",
    ),
    "date-stock": (
        "md",
        """| 日期 | 收盘价（港元） | 市值（亿港元） |
|---|---|---|
| 2022-12-30 | 71.05 | 3,057 |
| 2022-12-29 | 70.50 | 3,033 |
""",
        """- share_price level 71.05±0.01 HKD 2022-12-30!
- market_cap level 305700000000±100000000 HKD 2022-12-30!
- share_price level 70.5±0.01 HKD 2022-12-29!
- market_cap level 303300000000±100000000 HKD 2022-12-29!
""",
    ),
    "h1fy": (
        "md",
        """| RMB'000 | 1H22 | 2H22 | FY22 |
|---|---|---|---|
| Revenue | 42,762,000 | 51,420,512 | 94,182,512 |
""",
        """- revenue level 42762000000±1000 CNY 2022H1
- revenue level 51420512000±1000 CNY 2022H2
- revenue level 94182512000±1000 CNY FY2022
""",
    ),
}
