<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>PositionText</name>
    <message>
        <source>%1M</source>
        <translation>%1M</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
</context>
<context>
    <name>sorami</name>
    <message>
        <source>%1 NM</source>
        <translation>%1 NM</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>%1 ft</source>
        <translation>%1 ft</translation>
    </message>
    <message>
        <source>FL−%1</source>
        <translation>FL−%1</translation>
    </message>
    <message>
        <source>FL%1</source>
        <translation>FL%1</translation>
    </message>
    <message>
        <source>%1 m std</source>
        <translation>%1 m（標準気圧）</translation>
    </message>
    <message>
        <source>%1 kt</source>
        <translation>%1 kt</translation>
    </message>
    <message>
        <source>%1 km/h</source>
        <translation>%1 km/h</translation>
    </message>
    <message>
        <source>%1 ft/min</source>
        <translation>%1 ft/min</translation>
    </message>
    <message>
        <source>%1 m/s</source>
        <translation>%1 m/s</translation>
    </message>
    <message>
        <source>%1°</source>
        <translation>%1°</translation>
    </message>
    <message>
        <source>NM</source>
        <translation>NM</translation>
    </message>
    <message>
        <source>km</source>
        <translation>km</translation>
    </message>
    <message>
        <source>ft</source>
        <translation>ft</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>change range</source>
        <translation>距離を変更</translation>
    </message>
    <message>
        <source>turn sector</source>
        <translation>扇形を回転</translation>
    </message>
    <message>
        <source>change sector width</source>
        <translation>扇形の幅を変更</translation>
    </message>
    <message>
        <source>move point</source>
        <translation>点を移動</translation>
    </message>
    <message>
        <source>add point</source>
        <translation>点を追加</translation>
    </message>
    <message>
        <source>change radius</source>
        <translation>半径を変更</translation>
    </message>
    <message>
        <source>Range %1</source>
        <translation>距離 %1</translation>
    </message>
    <message>
        <source>Sector %1 ± %2</source>
        <translation>扇形 %1 ± %2</translation>
    </message>
    <message>
        <source>Radius %1</source>
        <translation>半径 %1</translation>
    </message>
    <message>
        <source>%1 · %2 true</source>
        <translation>%1・真方位 %2</translation>
    </message>
    <message>
        <source>Click where the radar stands · Esc leaves</source>
        <translation>レーダーの位置をクリック・Esc で終了</translation>
    </message>
    <message>
        <source>Line of sight out to %1</source>
        <translation>見通し距離 %1</translation>
    </message>
    <message>
        <source>Heard out to %1</source>
        <translation>受信距離 %1</translation>
    </message>
    <message>
        <source>Finds %1 m² at Pd %2 out to %3</source>
        <translation>RCS %1 m² を Pd %2 で %3 まで探知</translation>
    </message>
    <message>
        <source>Long-range radar</source>
        <translation>長距離レーダー</translation>
    </message>
    <message>
        <source>Gap filler</source>
        <translation>ギャップフィラー</translation>
    </message>
    <message>
        <source>Terminal radar</source>
        <translation>ターミナルレーダー</translation>
    </message>
    <message>
        <source>Airborne radar</source>
        <translation>機上レーダー</translation>
    </message>
    <message>
        <source>Ship radar</source>
        <translation>艦載レーダー</translation>
    </message>
    <message>
        <source>Sector radar</source>
        <translation>扇形走査レーダー</translation>
    </message>
    <message>
        <source>Secondary radar</source>
        <translation>二次レーダー</translation>
    </message>
    <message>
        <source>Passive sensor</source>
        <translation>パッシブセンサー</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>高射隊</translation>
    </message>
    <message>
        <source>Control centre</source>
        <translation>指令所</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>中継所</translation>
    </message>
    <message>
        <source>No air-defence site with an envelope</source>
        <translation>有効域を持つ防空サイトがありません</translation>
    </message>
    <message>
        <source>no terrain here: smooth earth</source>
        <translation>地形なし：滑らかな地球で計算</translation>
    </message>
    <message>
        <source>terrain unknown</source>
        <translation>地形不明</translation>
    </message>
    <message>
        <source>ground %1 %2</source>
        <translation>地表 %1 %2</translation>
    </message>
    <message>
        <source>line %1 %2 above</source>
        <translation>見通し線まで %1 %2</translation>
    </message>
    <message>
        <source>This azimuth is outside the sector or blanked: nothing is seen</source>
        <translation>この方位は扇形の外か送信停止方位です：探知なし</translation>
    </message>
    <message>
        <source>elevation %1°</source>
        <translation>仰角 %1°</translation>
    </message>
    <message>
        <source>masked, %1 %2 too low</source>
        <translation>遮蔽、%1 %2 不足</translation>
    </message>
    <message>
        <source>Pd %1  margin %2 dB</source>
        <translation>Pd %1  余裕 %2 dB</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>Map of the plan</source>
        <translation>計画図</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Range, km</source>
        <translation>距離、km</translation>
    </message>
    <message>
        <source>Sector</source>
        <translation>扇形</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>notional</source>
        <translation>架空</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>回線</translation>
    </message>
    <message>
        <source>From</source>
        <translation>始点</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終点</translation>
    </message>
    <message>
        <source>Stocks</source>
        <translation>保有数</translation>
    </message>
    <message>
        <source>Ready and, lighter, in reserve.</source>
        <translation>濃色は即応、淡色は予備。</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>即応</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>予備</translation>
    </message>
    <message>
        <source>Threats (NOTIONAL)</source>
        <translation>脅威（架空）</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Length, km</source>
        <translation>長さ、km</translation>
    </message>
    <message>
        <source>Flight, min</source>
        <translation>飛翔時間、分</translation>
    </message>
    <message>
        <source>Height, km</source>
        <translation>高さ、km</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>one sensor</source>
        <translation>センサー 1 基</translation>
    </message>
    <message>
        <source>two</source>
        <translation>2 基</translation>
    </message>
    <message>
        <source>three and more</source>
        <translation>3 基以上</translation>
    </message>
    <message>
        <source>gained</source>
        <translation>増加</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>減少</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>変化なし</translation>
    </message>
    <message>
        <source>Seen at %1 above ground by</source>
        <translation>対地高度 %1 の探知</translation>
    </message>
    <message>
        <source>Seen at %1 by</source>
        <translation>%1 の探知</translation>
    </message>
    <message>
        <source>Lowest height above ground seen</source>
        <translation>最低探知対地高度</translation>
    </message>
    <message>
        <source>Lowest altitude seen by the network</source>
        <translation>ネットワークの最低探知高度</translation>
    </message>
    <message>
        <source>Against the other plan, %1 above ground</source>
        <translation>比較計画との差、対地高度 %1</translation>
    </message>
    <message>
        <source>Against the other plan at %1</source>
        <translation>比較計画との差、%1</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆域</translation>
    </message>
    <message>
        <source>Legend, scale and notes</source>
        <translation>凡例・縮尺・注記</translation>
    </message>
    <message>
        <source>terrain every %1</source>
        <translation>地形間隔 %1</translation>
    </message>
    <message>
        <source>no terrain: smooth earth</source>
        <translation>地形なし：滑らかな地球</translation>
    </message>
    <message>
        <source>Coverage at %1 above ground</source>
        <translation>覆域、対地高度 %1</translation>
    </message>
    <message>
        <source>Coverage at %1</source>
        <translation>覆域、%1</translation>
    </message>
    <message>
        <source>one sensor only</source>
        <translation>センサー 1 基のみ</translation>
    </message>
    <message>
        <source>terrain not known</source>
        <translation>地形不明</translation>
    </message>
    <message>
        <source>seen from</source>
        <translation>探知下限</translation>
    </message>
    <message>
        <source>NOTIONAL</source>
        <translation>架空</translation>
    </message>
    <message numerus="yes">
        <source>%n labels hidden</source>
        <translation>
            <numerusform>ラベル %n 個を非表示</numerusform>
        </translation>
    </message>
    <message>
        <source>bright: %1</source>
        <translation>強調：%1</translation>
    </message>
    <message>
        <source>only: %1</source>
        <translation>表示：%1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 · %2°</source>
        <translation>%1・%2°</translation>
    </message>
    <message>
        <source> · %1 apart</source>
        <translation> ・間隔 %1</translation>
    </message>
    <message>
        <source>closest %1 in %2</source>
        <translation>最接近 %1、%2 後</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>離隔中</translation>
    </message>
    <message>
        <source>%1 · NOTIONAL</source>
        <translation>%1・架空</translation>
    </message>
    <message>
        <source>Sites and links</source>
        <translation>サイトと回線</translation>
    </message>
    <message>
        <source>Call-outs and words</source>
        <translation>吹き出しと文字</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>trails by altitude: orange low, violet FL360 and above</source>
        <translation>高度別の軌跡：橙は低、紫は FL360 以上</translation>
    </message>
    <message>
        <source>trails by altitude: orange low, violet 11 km and above</source>
        <translation>高度別の軌跡：橙は低、紫は 11 km 以上</translation>
    </message>
    <message>
        <source>trails by speed: orange slow, violet 530 kt and above</source>
        <translation>速度別の軌跡：橙は低速、紫は 530 kt 以上</translation>
    </message>
    <message>
        <source>trails by speed: orange slow, violet 990 km/h and above</source>
        <translation>速度別の軌跡：橙は低速、紫は 990 km/h 以上</translation>
    </message>
    <message>
        <source>trails by source</source>
        <translation>情報源別の軌跡</translation>
    </message>
    <message>
        <source>Your maps</source>
        <translation>追加した地図</translation>
    </message>
    <message>
        <source>  · and %1 more here</source>
        <translation>  ・ほか %1 件</translation>
    </message>
    <message>
        <source>hostile</source>
        <translation>敵</translation>
    </message>
    <message>
        <source>suspect</source>
        <translation>敵の疑い</translation>
    </message>
    <message>
        <source>friend</source>
        <translation>味方</translation>
    </message>
    <message>
        <source>assumed friend</source>
        <translation>味方推定</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>中立</translation>
    </message>
    <message>
        <source>civil</source>
        <translation>民間</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>識別中</translation>
    </message>
    <message>
        <source>first detection</source>
        <translation>初探知</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>途切れ</translation>
    </message>
    <message>
        <source>source up</source>
        <translation>情報源開始</translation>
    </message>
    <message>
        <source>source down</source>
        <translation>情報源停止</translation>
    </message>
    <message>
        <source>enters area</source>
        <translation>区域に進入</translation>
    </message>
    <message>
        <source>leaves area</source>
        <translation>区域から離脱</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>識別</translation>
    </message>
    <message>
        <source>first detection %1</source>
        <translation>初探知 %1</translation>
    </message>
    <message>
        <source>lost %1</source>
        <translation>消失 %1</translation>
    </message>
    <message>
        <source>emergency %1</source>
        <translation>緊急 %1</translation>
    </message>
    <message>
        <source>squawk %1 %2</source>
        <translation>スコーク %1 %2</translation>
    </message>
    <message>
        <source>%1 silent for %2</source>
        <translation>%1 途絶 %2</translation>
    </message>
    <message>
        <source>%1 up</source>
        <translation>%1 開始</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>%1 停止</translation>
    </message>
    <message>
        <source>%1 enters %2</source>
        <translation>%1 が %2 に進入</translation>
    </message>
    <message>
        <source>%1 leaves %2</source>
        <translation>%1 が %2 から離脱</translation>
    </message>
    <message>
        <source>%1 is now %2</source>
        <translation>%1 の識別が %2 に変化</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>terminal</source>
        <translation>終末段階</translation>
    </message>
    <message>
        <source>upper tier</source>
        <translation>上層</translation>
    </message>
    <message>
        <source>glide phase</source>
        <translation>滑空段階</translation>
    </message>
    <message>
        <source>aircraft</source>
        <translation>航空機</translation>
    </message>
    <message>
        <source>cruise missile</source>
        <translation>巡航ミサイル</translation>
    </message>
    <message>
        <source>ballistic missile</source>
        <translation>弾道ミサイル</translation>
    </message>
    <message>
        <source>glide vehicle</source>
        <translation>滑空体</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>艦船</translation>
    </message>
    <message>
        <source>Battery, terminal</source>
        <translation>高射隊、終末段階</translation>
    </message>
    <message>
        <source>Battery, upper tier</source>
        <translation>高射隊、上層</translation>
    </message>
    <message>
        <source>Battery, glide phase</source>
        <translation>高射隊、滑空段階</translation>
    </message>
    <message>
        <source>Long range radar</source>
        <translation>長距離レーダー</translation>
    </message>
    <message>
        <source>Gap filler radar</source>
        <translation>ギャップフィラー</translation>
    </message>
    <message>
        <source>Passive</source>
        <translation>パッシブ</translation>
    </message>
    <message>
        <source>Microwave</source>
        <translation>マイクロ波</translation>
    </message>
    <message>
        <source>Satellite</source>
        <translation>衛星</translation>
    </message>
    <message>
        <source>Cable</source>
        <translation>ケーブル</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>識別中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Assumed friend</source>
        <translation>味方推定</translation>
    </message>
    <message>
        <source>Friend</source>
        <translation>味方</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>中立</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>敵の疑い</translation>
    </message>
    <message>
        <source>Hostile</source>
        <translation>敵</translation>
    </message>
    <message>
        <source>Civil</source>
        <translation>民間</translation>
    </message>
    <message>
        <source>Radar</source>
        <translation>レーダー</translation>
    </message>
    <message>
        <source>Secondary</source>
        <translation>二次</translation>
    </message>
    <message>
        <source>Range ring</source>
        <translation>距離円</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>一様</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>ガウス</translation>
    </message>
    <message>
        <source>Cosecant squared</source>
        <translation>コセカント二乗</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Aircraft</source>
        <translation>航空機</translation>
    </message>
    <message>
        <source>Cruise missile</source>
        <translation>巡航ミサイル</translation>
    </message>
    <message>
        <source>Ballistic missile</source>
        <translation>弾道ミサイル</translation>
    </message>
    <message>
        <source>Glide vehicle</source>
        <translation>滑空体</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>終末段階</translation>
    </message>
    <message>
        <source>Upper tier</source>
        <translation>上層</translation>
    </message>
    <message>
        <source>Glide phase</source>
        <translation>滑空段階</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>関心</translation>
    </message>
    <message>
        <source>Corridor</source>
        <translation>回廊</translation>
    </message>
    <message>
        <source>Defended</source>
        <translation>防護</translation>
    </message>
    <message>
        <source>Exclusion</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Cruise</source>
        <translation>巡航</translation>
    </message>
    <message>
        <source>Ballistic</source>
        <translation>弾道</translation>
    </message>
    <message>
        <source>Glide</source>
        <translation>滑空</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>線</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多角形</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>円</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>矢印</translation>
    </message>
    <message>
        <source>SITE</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>SENSOR</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>RADAR EQUATION</source>
        <translation>レーダー方程式</translation>
    </message>
    <message>
        <source>BATTERY</source>
        <translation>高射隊</translation>
    </message>
    <message>
        <source>SHARING</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>LINK</source>
        <translation>回線</translation>
    </message>
    <message>
        <source>MICROWAVE</source>
        <translation>マイクロ波</translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation>増減</translation>
    </message>
    <message>
        <source>ENVELOPE</source>
        <translation>有効域</translation>
    </message>
    <message>
        <source>STOCK</source>
        <translation>保有数</translation>
    </message>
    <message>
        <source>AREA</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>NOTIONAL THREAT</source>
        <translation>架空の脅威</translation>
    </message>
    <message>
        <source>DRAWING</source>
        <translation>図形</translation>
    </message>
    <message>
        <source>a name is needed</source>
        <translation>名称が必要です</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Releasable to</source>
        <translation>提供先</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Principle</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Antenna height</source>
        <translation>空中線高</translation>
    </message>
    <message>
        <source>Height above sea level</source>
        <translation>海抜高</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>above the minimum range</source>
        <translation>最小距離より大きくしてください</translation>
    </message>
    <message>
        <source>Minimum range</source>
        <translation>最小距離</translation>
    </message>
    <message>
        <source>below the range</source>
        <translation>距離より小さくしてください</translation>
    </message>
    <message>
        <source>Lowest elevation</source>
        <translation>最低仰角</translation>
    </message>
    <message>
        <source>below the highest elevation</source>
        <translation>最高仰角より小さくしてください</translation>
    </message>
    <message>
        <source>Highest elevation</source>
        <translation>最高仰角</translation>
    </message>
    <message>
        <source>above the lowest elevation</source>
        <translation>最低仰角より大きくしてください</translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation>チルト角</translation>
    </message>
    <message>
        <source>Sector centre</source>
        <translation>扇形の中心</translation>
    </message>
    <message>
        <source>Sector width</source>
        <translation>扇形の幅</translation>
    </message>
    <message>
        <source>Scan period</source>
        <translation>走査周期</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Peak power</source>
        <translation>尖頭電力</translation>
    </message>
    <message>
        <source>Pulse width</source>
        <translation>パルス幅</translation>
    </message>
    <message>
        <source>Pulse rate</source>
        <translation>パルス繰返し</translation>
    </message>
    <message>
        <source>Antenna gain</source>
        <translation>空中線利得</translation>
    </message>
    <message>
        <source>Beam, azimuth</source>
        <translation>ビーム幅、方位</translation>
    </message>
    <message>
        <source>Beam, elevation</source>
        <translation>ビーム幅、仰角</translation>
    </message>
    <message>
        <source>Vertical pattern</source>
        <translation>垂直パターン</translation>
    </message>
    <message>
        <source>System temperature</source>
        <translation>システム雑音温度</translation>
    </message>
    <message>
        <source>Noise figure</source>
        <translation>雑音指数</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Pulses integrated</source>
        <translation>積分パルス数</translation>
    </message>
    <message>
        <source>False-alarm rate</source>
        <translation>誤警報確率</translation>
    </message>
    <message>
        <source>Required Pd</source>
        <translation>所要 Pd</translation>
    </message>
    <message>
        <source>Swerling case</source>
        <translation>スワーリング</translation>
    </message>
    <message>
        <source>Target cross-section</source>
        <translation>目標 RCS</translation>
    </message>
    <message>
        <source>Array faces</source>
        <translation>アレイ面数</translation>
    </message>
    <message>
        <source>Rain, mm/h</source>
        <translation>降雨、mm/h</translation>
    </message>
    <message>
        <source>Rain extent</source>
        <translation>降雨範囲</translation>
    </message>
    <message>
        <source>Waves, rms</source>
        <translation>波高、rms</translation>
    </message>
    <message>
        <source>Sensitivity, dBm</source>
        <translation>感度、dBm</translation>
    </message>
    <message>
        <source>Target EIRP, dBm</source>
        <translation>目標 EIRP、dBm</translation>
    </message>
    <message>
        <source>Sea multipath</source>
        <translation>海面マルチパス</translation>
    </message>
    <message>
        <source>Diffraction</source>
        <translation>回折</translation>
    </message>
    <message>
        <source>Affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Notional</source>
        <translation>架空</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Defence layer</source>
        <translation>防空の層</translation>
    </message>
    <message>
        <source>Primary direction</source>
        <translation>主方向</translation>
    </message>
    <message>
        <source>a link needs two different sites</source>
        <translation>回線には異なる 2 つのサイトが必要です</translation>
    </message>
    <message>
        <source>Antenna, from</source>
        <translation>空中線高、始点</translation>
    </message>
    <message>
        <source>Antenna, to</source>
        <translation>空中線高、終点</translation>
    </message>
    <message>
        <source>Fade margin</source>
        <translation>フェード余裕</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>a time is needed, such as 2026-08-12T06:12:30Z</source>
        <translation>時刻を入力してください。例：2026-08-12T06:12:30Z</translation>
    </message>
    <message>
        <source>not before the change above</source>
        <translation>前の増減より後にしてください</translation>
    </message>
    <message>
        <source>not after the change below</source>
        <translation>次の増減より前にしてください</translation>
    </message>
    <message>
        <source>Ready ±</source>
        <translation>即応 ±</translation>
    </message>
    <message>
        <source>Reserve ±</source>
        <translation>予備 ±</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>対象目標</translation>
    </message>
    <message>
        <source>From range</source>
        <translation>最小距離</translation>
    </message>
    <message>
        <source>not above the greatest range</source>
        <translation>最大距離以下にしてください</translation>
    </message>
    <message>
        <source>To range</source>
        <translation>最大距離</translation>
    </message>
    <message>
        <source>not below the least range</source>
        <translation>最小距離以上にしてください</translation>
    </message>
    <message>
        <source>From altitude</source>
        <translation>下限高度</translation>
    </message>
    <message>
        <source>not above the greatest altitude</source>
        <translation>上限高度以下にしてください</translation>
    </message>
    <message>
        <source>To altitude</source>
        <translation>上限高度</translation>
    </message>
    <message>
        <source>not below the least altitude</source>
        <translation>下限高度以上にしてください</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>To altitude, 0: none</source>
        <translation>上限高度（0：なし）</translation>
    </message>
    <message>
        <source>Height or apogee</source>
        <translation>高度・最高点</translation>
    </message>
    <message>
        <source>Mean speed</source>
        <translation>平均速度</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Airborne early warning</source>
        <translation>早期警戒機</translation>
    </message>
    <message>
        <source>an aircraft&apos;s height counts from sea level</source>
        <translation>航空機の高さは海抜で数えます</translation>
    </message>
    <message>
        <source>S band, 450 km at 9 000 m (notional)</source>
        <translation>S、450 km、9 000 m（架空）</translation>
    </message>
    <message>
        <source>2D gap filler</source>
        <translation>2D ギャップフィラー</translation>
    </message>
    <message>
        <source>Turning fan beam, cosecant-squared: range and azimuth, low and near</source>
        <translation>回転式ファンビーム、コセカント二乗：距離と方位、低高度・近距離</translation>
    </message>
    <message>
        <source>S band, 120 km (notional)</source>
        <translation>S、120 km（架空）</translation>
    </message>
    <message>
        <source>Terminal area, S band, 60 NM (notional)</source>
        <translation>ターミナル S、60 NM（架空）</translation>
    </message>
    <message>
        <source>Long-range 3D surveillance</source>
        <translation>長距離 3D レーダー</translation>
    </message>
    <message>
        <source>Turning antenna with stacked or steered beams: range, azimuth and height</source>
        <translation>回転式空中線、積層または走査ビーム：距離・方位・高度</translation>
    </message>
    <message>
        <source>L band, 470 km (notional)</source>
        <translation>L、470 km（架空）</translation>
    </message>
    <message>
        <source>S band, 450 km (notional)</source>
        <translation>S、450 km（架空）</translation>
    </message>
    <message>
        <source>Centre of the antenna above the ground, or above sea level with the switch below</source>
        <translation>空中線中心の対地高。下の設定で海抜高</translation>
    </message>
    <message>
        <source>The antenna&apos;s height counts from mean sea level: for aircraft and balloons</source>
        <translation>空中線高を平均海面から数えます：航空機・気球用</translation>
    </message>
    <message>
        <source>Instrumented range</source>
        <translation>計器覆域</translation>
    </message>
    <message>
        <source>Slant range out to which the sensor looks at all</source>
        <translation>センサーが観測する最大の斜距離</translation>
    </message>
    <message>
        <source>Nearer targets are not seen: pulse length, or a range gate</source>
        <translation>これより近い目標は探知しません：パルス長または距離ゲート</translation>
    </message>
    <message>
        <source>Direction the sector (or the first array face) points to</source>
        <translation>扇形（またはアレイ第 1 面）の向き</translation>
    </message>
    <message>
        <source>360: all round</source>
        <translation>360：全方位</translation>
    </message>
    <message>
        <source>Blanked azimuths</source>
        <translation>送信停止方位</translation>
    </message>
    <message>
        <source>Spans that are not radiated, clockwise: 350-20, 90-100</source>
        <translation>送信しない方位、時計回り：350-20, 90-100</translation>
    </message>
    <message>
        <source>Above the horizontal at the antenna</source>
        <translation>空中線での水平面からの角度</translation>
    </message>
    <message>
        <source>Above it lies the cone of silence</source>
        <translation>これより上は無探知円錐</translation>
    </message>
    <message>
        <source>Time between two looks at a target; 0: scanned electronically</source>
        <translation>目標を見る間隔。0：電子走査</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>搬送波</translation>
    </message>
    <message>
        <source>During the pulse, at the transmitter</source>
        <translation>パルス中、送信機出力</translation>
    </message>
    <message>
        <source>Before compression: its energy is peak power times width</source>
        <translation>圧縮前。エネルギーは尖頭電力×パルス幅</translation>
    </message>
    <message>
        <source>Pulse repetition frequency</source>
        <translation>パルス繰返し周波数</translation>
    </message>
    <message>
        <source>0: not considered</source>
        <translation>0：考慮しない</translation>
    </message>
    <message>
        <source>At the peak, on transmit and receive</source>
        <translation>最大値、送受とも</translation>
    </message>
    <message>
        <source>Beamwidth in azimuth</source>
        <translation>ビーム幅（方位）</translation>
    </message>
    <message>
        <source>Between half-power points</source>
        <translation>半値幅</translation>
    </message>
    <message>
        <source>Beamwidth in elevation</source>
        <translation>ビーム幅（仰角）</translation>
    </message>
    <message>
        <source>Between half-power points of one beam</source>
        <translation>1 ビームの半値幅</translation>
    </message>
    <message>
        <source>How gain falls with elevation. Flat: stacked or steered beams over the whole span</source>
        <translation>仰角に対する利得の低下。一様：積層または走査ビームが全仰角を覆う</translation>
    </message>
    <message>
        <source>Flat (stacked or steered beams)</source>
        <translation>一様（積層または走査ビーム）</translation>
    </message>
    <message>
        <source>Single lobe</source>
        <translation>単一ローブ</translation>
    </message>
    <message>
        <source>Cosecant-squared</source>
        <translation>コセカント二乗</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>指定どおり</translation>
    </message>
    <message>
        <source>Given pattern</source>
        <translation>指定パターン</translation>
    </message>
    <message>
        <source>Elevation and gain below the peak, rising: -2 -20, 0 -3, 2 0, 20 -18</source>
        <translation>仰角と最大値からの利得差、昇順：-2 -20, 0 -3, 2 0, 20 -18</translation>
    </message>
    <message>
        <source>Of the beam&apos;s axis, or of an array&apos;s face, above the horizontal</source>
        <translation>ビーム軸またはアレイ面の水平面からの角度</translation>
    </message>
    <message>
        <source>Fixed faces, evenly spread from the sector&apos;s centre; gain falls off their normals. 0: turning antenna</source>
        <translation>固定面を扇形の中心から等間隔に配置。正面から外れると利得が低下。0：回転式空中線</translation>
    </message>
    <message>
        <source>Of the receiver, under a sky of 100 K. -1: the system temperature below counts</source>
        <translation>受信機の値、空の温度 100 K。-1：下のシステム雑音温度を使用</translation>
    </message>
    <message>
        <source>Noise at the antenna&apos;s terminals; read where the noise figure is -1</source>
        <translation>空中線端子での雑音。雑音指数が -1 のとき使用</translation>
    </message>
    <message>
        <source>System losses</source>
        <translation>システム損失</translation>
    </message>
    <message>
        <source>All together: lines, beam shape, processing, constant false-alarm rate</source>
        <translation>合計：線路、ビーム形状、信号処理、CFAR</translation>
    </message>
    <message>
        <source>Noncoherently, on one target in one scan</source>
        <translation>1 走査・1 目標の非コヒーレント積分</translation>
    </message>
    <message>
        <source>False-alarm probability</source>
        <translation>誤警報確率</translation>
    </message>
    <message>
        <source>Of one resolution cell in one look</source>
        <translation>1 回の観測、1 分解能セルあたり</translation>
    </message>
    <message>
        <source>Probability of detection in one scan from which a target counts as seen</source>
        <translation>1 走査で探知とみなす探知確率</translation>
    </message>
    <message>
        <source>How the target&apos;s cross-section fluctuates</source>
        <translation>目標 RCS の変動の仕方</translation>
    </message>
    <message>
        <source>0 – steady</source>
        <translation>0 – 変動なし</translation>
    </message>
    <message>
        <source>1 – scan to scan, many scatterers</source>
        <translation>1 – 走査ごと、多数の散乱体</translation>
    </message>
    <message>
        <source>2 – pulse to pulse, many scatterers</source>
        <translation>2 – パルスごと、多数の散乱体</translation>
    </message>
    <message>
        <source>3 – scan to scan, one large</source>
        <translation>3 – 走査ごと、主散乱体 1 つ</translation>
    </message>
    <message>
        <source>4 – pulse to pulse, one large</source>
        <translation>4 – パルスごと、主散乱体 1 つ</translation>
    </message>
    <message>
        <source>Radar cross-section the coverage is drawn for</source>
        <translation>覆域を描くレーダー反射断面積</translation>
    </message>
    <message>
        <source>Receiver sensitivity</source>
        <translation>受信感度</translation>
    </message>
    <message>
        <source>Least power at the antenna&apos;s terminals that is decoded</source>
        <translation>解読できる空中線端子での最小電力</translation>
    </message>
    <message>
        <source>Target&apos;s EIRP</source>
        <translation>目標の EIRP</translation>
    </message>
    <message>
        <source>What the target sends towards the sensor: a transponder of 250 W has 54 dBm</source>
        <translation>目標がセンサー方向へ放射する電力：250 W のトランスポンダーで 54 dBm</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>降雨</translation>
    </message>
    <message>
        <source>Uniform rain about the sensor up to 4 km (P.838); 0: none</source>
        <translation>センサー周辺の一様な降雨、高さ 4 km まで（P.838）。0：なし</translation>
    </message>
    <message>
        <source>Rain out to</source>
        <translation>降雨の範囲</translation>
    </message>
    <message>
        <source>Distance from the sensor to the rain&apos;s edge</source>
        <translation>センサーから降雨域の端までの距離</translation>
    </message>
    <message>
        <source>Lobing by the sea</source>
        <translation>海面反射ローブ</translation>
    </message>
    <message>
        <source>Reflection from the sea adds to and cancels the direct ray</source>
        <translation>海面反射波が直接波と強め合い、打ち消し合う</translation>
    </message>
    <message>
        <source>Waves, rms height</source>
        <translation>波高、rms</translation>
    </message>
    <message>
        <source>About a quarter of the significant wave height; weakens the lobes</source>
        <translation>有義波高の約 1/4。ローブを弱める</translation>
    </message>
    <message>
        <source>What reaches behind ridges and the horizon counts (P.526)</source>
        <translation>稜線や水平線の陰に回り込む電波を考慮（P.526）</translation>
    </message>
    <message>
        <source>Antenna site</source>
        <translation>空中線の位置</translation>
    </message>
    <message>
        <source>Transmitter</source>
        <translation>送信機</translation>
    </message>
    <message>
        <source>Antenna</source>
        <translation>空中線</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>探知</translation>
    </message>
    <message>
        <source>One-way budget</source>
        <translation>片道回線設計</translation>
    </message>
    <message>
        <source>Propagation</source>
        <translation>伝搬</translation>
    </message>
    <message>
        <source>Passive sensor (bearing only)</source>
        <translation>パッシブセンサー（方位のみ）</translation>
    </message>
    <message>
        <source>Hears the target&apos;s own emissions: a one-way budget, no range</source>
        <translation>目標自身の電波を受信：片道の計算、距離なし</translation>
    </message>
    <message>
        <source>X band, -70 dBm (notional)</source>
        <translation>X、-70 dBm（架空）</translation>
    </message>
    <message>
        <source>Plain range ring</source>
        <translation>単純な距離円</translation>
    </message>
    <message>
        <source>Sees whatever the terrain lets it see within its range</source>
        <translation>距離内で、地形の見通せる範囲を探知</translation>
    </message>
    <message>
        <source>400 km</source>
        <translation>400 km</translation>
    </message>
    <message>
        <source>SAM-site sector radar</source>
        <translation>SAM 用扇形レーダー</translation>
    </message>
    <message>
        <source>One fixed face looks into the battery&apos;s sector</source>
        <translation>固定 1 面が高射隊の扇形を見る</translation>
    </message>
    <message>
        <source>one face looks about 60° to either side of its normal: at most 120°</source>
        <translation>1 面の視野は正面から左右約 60°：最大 120°</translation>
    </message>
    <message>
        <source>C band, 100° sector, 150 km (notional)</source>
        <translation>C、100°、150 km（架空）</translation>
    </message>
    <message>
        <source>Secondary radar or ADS-B receiver</source>
        <translation>二次レーダー／ADS-B 受信機</translation>
    </message>
    <message>
        <source>Hears transponders: a one-way budget, and the interrogation where there is a transmitter</source>
        <translation>トランスポンダーを受信：片道の計算、送信機があれば質問波も</translation>
    </message>
    <message>
        <source>ADS-B receiver, 1090 MHz (notional)</source>
        <translation>ADS-B 受信機、1090 MHz（架空）</translation>
    </message>
    <message>
        <source>Secondary radar, 250 NM (notional)</source>
        <translation>二次レーダー、250 NM（架空）</translation>
    </message>
    <message>
        <source>the pattern is as given, but fewer than two points are given</source>
        <translation>指定パターンですが、点が 2 つ未満です</translation>
    </message>
    <message>
        <source>below 30 MHz the sky&apos;s and the ground&apos;s waves decide: 0.03 to 100 GHz</source>
        <translation>30 MHz 未満は電離層・地表波が支配的です：0.03～100 GHz</translation>
    </message>
    <message>
        <source>must be above the false-alarm probability</source>
        <translation>誤警報確率より大きくしてください</translation>
    </message>
    <message>
        <source>Ship phased array</source>
        <translation>艦載フェーズドアレイ</translation>
    </message>
    <message>
        <source>Four fixed faces, scanned electronically, to high elevations</source>
        <translation>固定 4 面、電子走査、高仰角まで</translation>
    </message>
    <message>
        <source>S band, four faces, 370 km (notional)</source>
        <translation>S、4 面、370 km（架空）</translation>
    </message>
    <message>
        <source>copy the whole link again</source>
        <translation>リンク全体をコピーし直してください</translation>
    </message>
    <message>
        <source>this is no sorami:// link</source>
        <translation>sorami:// のリンクではありません</translation>
    </message>
    <message>
        <source>the link&apos;s time “%1” is none</source>
        <translation>リンクの時刻「%1」が正しくありません</translation>
    </message>
    <message>
        <source>the link&apos;s place “%1” is none</source>
        <translation>リンクの位置「%1」が正しくありません</translation>
    </message>
    <message>
        <source>the link&apos;s height “%1” is none</source>
        <translation>リンクの高さ「%1」が正しくありません</translation>
    </message>
    <message>
        <source>the link&apos;s filter is none: %1</source>
        <translation>リンクのフィルターが正しくありません：%1</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>探知</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>距離外</translation>
    </message>
    <message>
        <source>too near</source>
        <translation>近すぎる</translation>
    </message>
    <message>
        <source>outside sector</source>
        <translation>扇形の外</translation>
    </message>
    <message>
        <source>blanked</source>
        <translation>送信停止方位</translation>
    </message>
    <message>
        <source>below ground</source>
        <translation>地下</translation>
    </message>
    <message>
        <source>below horizon</source>
        <translation>水平線下</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>遮蔽</translation>
    </message>
    <message>
        <source>below beam</source>
        <translation>ビームの下</translation>
    </message>
    <message>
        <source>above beam</source>
        <translation>ビームの上</translation>
    </message>
    <message>
        <source>Pd too low</source>
        <translation>Pd 不足</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1・%2</translation>
    </message>
    <message>
        <source>Notes: %1</source>
        <translation>ノート：%1</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 to %4 km</source>
        <translation>%1・%2・%3～%4 km</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a day, as QLocale::toString() takes it</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>seen; %1 above the lowest altitude seen</source>
        <translation>探知。最低探知高度より %1 上</translation>
    </message>
    <message>
        <source>seen; %1 above the lowest altitude seen, %2 to spare</source>
        <translation>探知。最低探知高度より %1 上、余裕 %2</translation>
    </message>
    <message>
        <source>seen, %1 to spare</source>
        <translation>探知、余裕 %1</translation>
    </message>
    <message>
        <source>out of range: %1 away, instrumented range %2</source>
        <translation>距離外：%1、計器覆域 %2</translation>
    </message>
    <message>
        <source>nearer than the minimum range: %1 away, minimum %2</source>
        <translation>最小距離より近い：%1、最小距離 %2</translation>
    </message>
    <message>
        <source>outside the sector: azimuth %1, sector %2 to %3</source>
        <translation>扇形の外：方位角 %1、扇形 %2～%3</translation>
    </message>
    <message>
        <source>blanked: azimuth %1 lies in a blanked span</source>
        <translation>送信停止：方位角 %1 は送信停止方位です</translation>
    </message>
    <message>
        <source>below ground: the terrain there is %1 AMSL</source>
        <translation>地下：そこの地表は海抜 %1 です</translation>
    </message>
    <message>
        <source>the terrain on the way is not known, and could hide it</source>
        <translation>途中の地形が不明で、遮蔽の可能性があります</translation>
    </message>
    <message>
        <source>below the horizon, %1 out; %2 too low</source>
        <translation>水平線下、%1 先。%2 不足</translation>
    </message>
    <message>
        <source>masked by terrain %1 out (%2 AMSL); %3 too low</source>
        <translation>%1 先の地形（海抜 %2）が遮蔽。%3 不足</translation>
    </message>
    <message>
        <source>masked by terrain %1 out (%2 AMSL); no altitude is seen here</source>
        <translation>%1 先の地形（海抜 %2）が遮蔽。どの高度も探知できません</translation>
    </message>
    <message>
        <source>below the beam: elevation %1, lowest %2</source>
        <translation>ビームの下：仰角 %1、最低 %2</translation>
    </message>
    <message>
        <source>above the beam: elevation %1, highest %2</source>
        <translation>ビームの上：仰角 %1、最高 %2</translation>
    </message>
    <message>
        <source>signal too weak: %1 missing</source>
        <translation>信号が弱い：%1 不足</translation>
    </message>
    <message>
        <source>signal too weak: Pd %1, %2 required; %3 missing</source>
        <translation>信号が弱い：Pd %1、所要 %2。%3 不足</translation>
    </message>
    <message>
        <source>for example 36 12 00N 133 06 00E, 36.2 133.1, 53SNA0900006000, XJGG0612 or 53 N 509000 4006000</source>
        <translation>例：36 12 00N 133 06 00E、36.2 133.1、53SNA0900006000、XJGG0612、53 N 509000 4006000</translation>
    </message>
    <message>
        <source>position `%1`</source>
        <translation>位置 `%1`</translation>
    </message>
    <message>
        <source>a UTM zone is a number from 1 to 60</source>
        <translation>UTM ゾーンは 1～60 の数です</translation>
    </message>
    <message>
        <source>a sign inside the latitude</source>
        <translation>緯度の途中に符号があります</translation>
    </message>
    <message>
        <source>a sign inside the longitude</source>
        <translation>経度の途中に符号があります</translation>
    </message>
    <message>
        <source>the marks of the latitude are out of order</source>
        <translation>緯度の記号の順序が正しくありません</translation>
    </message>
    <message>
        <source>the marks of the longitude are out of order</source>
        <translation>経度の記号の順序が正しくありません</translation>
    </message>
    <message>
        <source>the latitude wants one to three numbers</source>
        <translation>緯度は 1～3 個の数で書きます</translation>
    </message>
    <message>
        <source>the longitude wants one to three numbers</source>
        <translation>経度は 1～3 個の数で書きます</translation>
    </message>
    <message>
        <source>minutes and seconds are less than 60</source>
        <translation>分と秒は 60 未満です</translation>
    </message>
    <message>
        <source>only the last part of an angle has a fraction</source>
        <translation>小数は角度の最後の部分だけに使えます</translation>
    </message>
    <message>
        <source>a minus and a hemisphere letter contradict</source>
        <translation>マイナスと方位の文字が矛盾しています</translation>
    </message>
    <message>
        <source>a latitude is at most 90 degrees</source>
        <translation>緯度は 90 度以下です</translation>
    </message>
    <message>
        <source>a longitude is at most 180 degrees</source>
        <translation>経度は 180 度以下です</translation>
    </message>
    <message>
        <source>a number is not understood</source>
        <translation>数を解釈できません</translation>
    </message>
    <message>
        <source>a character is not understood</source>
        <translation>文字を解釈できません</translation>
    </message>
    <message>
        <source>`%1` is not understood</source>
        <translation>`%1` を解釈できません</translation>
    </message>
    <message>
        <source>both hemispheres or neither are wanted</source>
        <translation>方位の文字は両方に付けるか、どちらにも付けないでください</translation>
    </message>
    <message>
        <source>more than two parts</source>
        <translation>部分が 3 つ以上あります</translation>
    </message>
    <message>
        <source>a latitude and a longitude are wanted</source>
        <translation>緯度と経度が必要です</translation>
    </message>
    <message>
        <source>one of N or S and one of E or W are wanted</source>
        <translation>N か S を 1 つ、E か W を 1 つ付けてください</translation>
    </message>
    <message>
        <source>the text is too long for a position</source>
        <translation>位置としては長すぎます</translation>
    </message>
    <message>
        <source>nothing is written</source>
        <translation>何も入力されていません</translation>
    </message>
    <message>
        <source>cannot be changed here</source>
        <translation>ここでは変更できません</translation>
    </message>
    <message>
        <source>the object is locked</source>
        <translation>対象はロックされています</translation>
    </message>
    <message>
        <source>a number is needed</source>
        <translation>数値を入力してください</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>%1～%2 の範囲で入力してください</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>整数を入力してください</translation>
    </message>
    <message>
        <source>none of the known kinds</source>
        <translation>未知の種別です</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number</source>
        <translation>「%1」は数値ではありません</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither yes nor no</source>
        <translation>「%1」は yes でも no でもありません</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is none of %2</source>
        <translation>「%1」は次のいずれでもありません：%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no time such as 2026-08-12T06:12:30Z</source>
        <translation>「%1」は時刻ではありません。例：2026-08-12T06:12:30Z</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読めません</translation>
    </message>
    <message>
        <source>there is no site called &apos;%1&apos;</source>
        <translation>「%1」というサイトはありません</translation>
    </message>
    <message>
        <source>° true</source>
        <translation>° 真方位</translation>
    </message>
    <message>
        <source>must be above the lowest elevation, %1°</source>
        <translation>最低仰角 %1° より大きくしてください</translation>
    </message>
    <message>
        <source>must be below the instrumented range, %1 km</source>
        <translation>計器覆域 %1 km より小さくしてください</translation>
    </message>
    <message>
        <source>the pulses would fill %1 % of the time: at most 50 %, %2 Hz with this pulse width</source>
        <translation>パルスが時間の %1 % を占めます：最大 50 %、このパルス幅では %2 Hz まで</translation>
    </message>
    <message>
        <source>the beam passes a target with %1 pulses only (PRF × scan period × beamwidth / 360°)</source>
        <translation>ビームが目標を通過する間のパルスは %1 個だけです（PRF × 走査周期 × ビーム幅 / 360°）</translation>
    </message>
    <message>
        <source>a pulse this long blinds the receiver to %1 km unless a short one fills in</source>
        <translation>このパルス幅では、短パルスの補完がない限り %1 km まで受信できません</translation>
    </message>
    <message>
        <source>more than these beamwidths can have: %1 dBi at most</source>
        <translation>このビーム幅で可能な利得を超えています：最大 %1 dBi</translation>
    </message>
    <message>
        <source>echoes are unambiguous to %1 km only, short of the instrumented range: at most %2 Hz</source>
        <translation>一義的な距離は %1 km までで計器覆域に足りません：最大 %2 Hz</translation>
    </message>
    <message>
        <source>there is no candidate place</source>
        <translation>候補の場所がありません</translation>
    </message>
    <message>
        <source>give points or an area</source>
        <translation>地点か区域を指定してください</translation>
    </message>
    <message>
        <source>there is no area to cover</source>
        <translation>覆う区域がありません</translation>
    </message>
    <message>
        <source>draw an area of interest, or name one</source>
        <translation>関心区域を描くか、名称を指定してください</translation>
    </message>
    <message>
        <source>there is no altitude to cover at</source>
        <translation>評価する高度がありません</translation>
    </message>
    <message>
        <source>place %1</source>
        <translation>地点 %1</translation>
    </message>
    <message>
        <source>height %1 m</source>
        <translation>高さ %1 m</translation>
    </message>
    <message>
        <source>pairs: only among the %1 elements with the greatest loss of their own</source>
        <translation>2 か所：個別の減少が大きい %1 要素のみ</translation>
    </message>
    <message>
        <source>triples: only among the %1 of %2 elements with the greatest loss in a pair; a worse one may exist outside</source>
        <translation>3 か所：2 か所での減少が大きい %1/%2 要素のみ。より悪い組合せが残る可能性があります</translation>
    </message>
    <message>
        <source>notional threat</source>
        <translation>架空の脅威</translation>
    </message>
    <message>
        <source>barometric altitude taken as height above sea level</source>
        <translation>気圧高度を海抜高度とみなしています</translation>
    </message>
    <message>
        <source>height above the ellipsoid taken as height above sea level</source>
        <translation>楕円体高を海抜高度とみなしています</translation>
    </message>
    <message>
        <source>points without an altitude count as not seen</source>
        <translation>高度のない点は探知なしとします</translation>
    </message>
    <message>
        <source>Lambert conformal conic · Japan</source>
        <translation>ランベルト正角円錐図法・日本</translation>
    </message>
    <message>
        <source>Transverse Mercator · UTM zone of the centre</source>
        <translation>横メルカトル図法・中心の UTM ゾーン</translation>
    </message>
    <message>
        <source>Web Mercator</source>
        <translation>ウェブメルカトル</translation>
    </message>
    <message>
        <source>Azimuthal equidistant</source>
        <translation>正距方位図法</translation>
    </message>
    <message>
        <source>Stereographic</source>
        <translation>平射図法</translation>
    </message>
    <message>
        <source>Lambert azimuthal equal-area</source>
        <translation>ランベルト正積方位図法</translation>
    </message>
    <message>
        <source>Orthographic</source>
        <translation>正射図法</translation>
    </message>
    <message>
        <source>Polar stereographic · north</source>
        <translation>極平射図法・北</translation>
    </message>
    <message>
        <source>Polar stereographic · south</source>
        <translation>極平射図法・南</translation>
    </message>
    <message>
        <source>Equirectangular</source>
        <translation>正距円筒図法</translation>
    </message>
    <message>
        <source>ASTERIX, multicast</source>
        <translation>ASTERIX、マルチキャスト</translation>
    </message>
    <message>
        <source>ASTERIX or DIS, unicast</source>
        <translation>ASTERIX／DIS、ユニキャスト</translation>
    </message>
    <message>
        <source>SBS-1 (ADS-B receiver)</source>
        <translation>SBS-1（ADS-B 受信機）</translation>
    </message>
    <message>
        <source>Beast (ADS-B receiver)</source>
        <translation>Beast（ADS-B 受信機）</translation>
    </message>
    <message>
        <source>Tacview real-time telemetry</source>
        <translation>Tacview リアルタイム</translation>
    </message>
    <message>
        <source>Cursor-on-Target</source>
        <translation>Cursor-on-Target</translation>
    </message>
    <message>
        <source>NMEA device</source>
        <translation>NMEA 機器</translation>
    </message>
    <message>
        <source>A recording, as if live</source>
        <translation>記録をライブとして再生</translation>
    </message>
    <message>
        <source>this GDAL writes no GeoTIFF</source>
        <translation>この GDAL は GeoTIFF を書けません</translation>
    </message>
    <message>
        <source>the file cannot be written</source>
        <translation>ファイルに書き込めません</translation>
    </message>
    <message>
        <source>give an id such as lcc-japan, EPSG:n, or PROJ text such as +proj=laea +lat_0=36 +lon_0=138</source>
        <translation>lcc-japan などの識別子、EPSG:n、または +proj=laea +lat_0=36 +lon_0=138 などの PROJ 記述を指定してください</translation>
    </message>
    <message>
        <source>the centre is not a point of the earth</source>
        <translation>中心が地球上の点ではありません</translation>
    </message>
    <message>
        <source>latitude -90 to 90, longitude -180 to 180</source>
        <translation>緯度 -90～90、経度 -180～180</translation>
    </message>
    <message>
        <source>give a GeoTIFF, DTED, SRTM HGT, VRT or another elevation raster</source>
        <translation>GeoTIFF、DTED、SRTM HGT、VRT などの標高データを指定してください</translation>
    </message>
    <message>
        <source>the raster has no band of at least 2 × 2 posts</source>
        <translation>2 × 2 点以上のバンドがありません</translation>
    </message>
    <message>
        <source>a container file needs the name of one of its subdatasets</source>
        <translation>コンテナファイルでは、サブデータセット名を指定してください</translation>
    </message>
    <message>
        <source>the raster holds a picture, not elevations</source>
        <translation>標高ではなく画像のデータです</translation>
    </message>
    <message>
        <source>add it as a map layer instead</source>
        <translation>代わりに地図レイヤーとして追加してください</translation>
    </message>
    <message>
        <source>the raster does not say where it is</source>
        <translation>位置情報がありません</translation>
    </message>
    <message>
        <source>georeference it, for example with gdal_edit</source>
        <translation>gdal_edit などで位置情報を付けてください</translation>
    </message>
    <message>
        <source>the raster&apos;s coordinate system is neither geographic nor projected</source>
        <translation>座標系が地理座標でも投影座標でもありません</translation>
    </message>
    <message>
        <source>warp it to EPSG:4326 with gdalwarp</source>
        <translation>gdalwarp で EPSG:4326 に変換してください</translation>
    </message>
    <message>
        <source>the raster has no coordinate system</source>
        <translation>座標系がありません</translation>
    </message>
    <message>
        <source>set one with gdal_edit -a_srs</source>
        <translation>gdal_edit -a_srs で設定してください</translation>
    </message>
    <message>
        <source>heights in &apos;%1&apos; are not understood</source>
        <translation>高さの単位「%1」を解釈できません</translation>
    </message>
    <message>
        <source>the band&apos;s unit must be a length</source>
        <translation>バンドの単位は長さにしてください</translation>
    </message>
    <message>
        <source>part of the raster cannot be read: %1</source>
        <translation>一部を読めません：%1</translation>
    </message>
    <message>
        <source>the readable part is used; the rest is unknown ground</source>
        <translation>読めた部分を使い、残りは地形不明とします</translation>
    </message>
    <message>
        <source>the file holds more than %1 vertices</source>
        <translation>頂点が %1 を超えています</translation>
    </message>
    <message>
        <source>simplify it or cut out the part that matters</source>
        <translation>簡略化するか、必要な部分を切り出してください</translation>
    </message>
    <message>
        <source>the raster does not say where on the earth it lies</source>
        <translation>地球上の位置が示されていません</translation>
    </message>
    <message>
        <source>georeference it first, or add a world file</source>
        <translation>位置情報を付けるか、ワールドファイルを添えてください</translation>
    </message>
    <message>
        <source>there is no format &apos;%1&apos;</source>
        <translation>形式「%1」はありません</translation>
    </message>
    <message>
        <source>known: %1</source>
        <translation>使える形式：%1</translation>
    </message>
    <message>
        <source>there is no file to read</source>
        <translation>読むファイルがありません</translation>
    </message>
    <message>
        <source>a zip archive inside another packing is not read</source>
        <translation>ほかの圧縮の中の zip は読みません</translation>
    </message>
    <message>
        <source>unpack the outer one first</source>
        <translation>先に外側を展開してください</translation>
    </message>
    <message>
        <source>is packed more than %1 times over: refused</source>
        <translation>%1 回を超えて圧縮されているため、読みません</translation>
    </message>
    <message>
        <source>a row has no source</source>
        <translation>情報源のない行があります</translation>
    </message>
    <message>
        <source>name it as the program does, such as SAC 25 SIC 201</source>
        <translation>SAC 25 SIC 201 のように、プログラムの表記で書いてください</translation>
    </message>
    <message>
        <source>&apos;sensor&apos; is no place</source>
        <translation>&apos;sensor&apos; が位置ではありません</translation>
    </message>
    <message>
        <source>write [longitude, latitude, height] in degrees and metres</source>
        <translation>[経度, 緯度, 高さ] を度とメートルで書いてください</translation>
    </message>
    <message>
        <source>&apos;clockOffset&apos; is no number</source>
        <translation>&apos;clockOffset&apos; が数値ではありません</translation>
    </message>
    <message>
        <source>write the source&apos;s clock minus UTC in seconds</source>
        <translation>情報源の時計と UTC の差を秒で書いてください</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no affiliation</source>
        <translation>「%1」は敵味方の区分ではありません</translation>
    </message>
    <message>
        <source>one of pending … civil</source>
        <translation>pending … civil のいずれか</translation>
    </message>
    <message>
        <source>is there room on the disk?</source>
        <translation>ディスクの空きを確認してください</translation>
    </message>
    <message>
        <source>there is no plan in it</source>
        <translation>中に計画がありません</translation>
    </message>
    <message>
        <source>a bundle is a zip file made by “Save bundle”</source>
        <translation>バンドルは「バンドルを保存」で作る zip ファイルです</translation>
    </message>
    <message>
        <source>the folder to unpack into cannot be made: %1</source>
        <translation>展開先のフォルダーを作れません：%1</translation>
    </message>
    <message>
        <source>the ending &apos;%1&apos; is none a plan is exported to</source>
        <translation>拡張子「%1」には書き出せません</translation>
    </message>
    <message>
        <source>use .gpkg, .geojson or .kml</source>
        <translation>.gpkg、.geojson、.kml を使ってください</translation>
    </message>
    <message>
        <source>this GDAL cannot write %1</source>
        <translation>この GDAL は %1 を書けません</translation>
    </message>
    <message>
        <source>cannot be put in its place: %1</source>
        <translation>置き換えられません：%1</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>読めません：%1</translation>
    </message>
    <message>
        <source>is larger than any plan</source>
        <translation>計画としては大きすぎます</translation>
    </message>
    <message>
        <source>is this a plan?</source>
        <translation>計画ファイルか確認してください</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>書き込めません：%1</translation>
    </message>
    <message>
        <source>the file there before is untouched</source>
        <translation>元のファイルはそのままです</translation>
    </message>
    <message>
        <source>a plan is a JSON text; is this one?</source>
        <translation>計画は JSON です。計画ファイルか確認してください</translation>
    </message>
    <message>
        <source>this is JSON, but no Sorami plan: the member soramiPlan (the schema&apos;s number) is missing</source>
        <translation>JSON ですが Sorami の計画ではありません：soramiPlan（スキーマ番号）がありません</translation>
    </message>
    <message>
        <source>/soramiPlan is no schema&apos;s number</source>
        <translation>/soramiPlan がスキーマ番号ではありません</translation>
    </message>
    <message>
        <source>is this a plan of Sorami?</source>
        <translation>Sorami の計画か確認してください</translation>
    </message>
    <message>
        <source>the plan has schema %1, this program knows %2</source>
        <translation>計画はスキーマ %1 です。このプログラムは %2 まで対応します</translation>
    </message>
    <message>
        <source>open it with a newer Sorami</source>
        <translation>新しい Sorami で開いてください</translation>
    </message>
    <message>
        <source>mend this member or open an older version of the plan</source>
        <translation>この項目を直すか、以前の版の計画を開いてください</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>中身がありません</translation>
    </message>
    <message>
        <source>a header row and rows below it are needed</source>
        <translation>見出し行と、その下の行が必要です</translation>
    </message>
    <message>
        <source>its first row names none of this table&apos;s columns</source>
        <translation>先頭行にこの表の列名がありません</translation>
    </message>
    <message>
        <source>the columns are %1</source>
        <translation>列：%1</translation>
    </message>
    <message>
        <source>the area has no extent</source>
        <translation>区域に広がりがありません</translation>
    </message>
    <message>
        <source>the box is empty</source>
        <translation>範囲が空です</translation>
    </message>
    <message>
        <source>west, south, east and north in degrees</source>
        <translation>西、南、東、北を度で</translation>
    </message>
    <message>
        <source>an area needs three points or more</source>
        <translation>区域には 3 点以上が必要です</translation>
    </message>
    <message>
        <source>an area has a point that is not on the earth</source>
        <translation>地球上にない点があります</translation>
    </message>
    <message>
        <source>degrees, longitude before latitude</source>
        <translation>度で、経度、緯度の順に</translation>
    </message>
    <message>
        <source>the area is too thin to be looked into</source>
        <translation>区域が細すぎて調べられません</translation>
    </message>
    <message>
        <source>the map pack cannot be opened: %1</source>
        <translation>地図パックを開けません：%1</translation>
    </message>
    <message>
        <source>the map pack is empty or cannot be mapped into memory</source>
        <translation>地図パックが空か、メモリーに読み込めません</translation>
    </message>
    <message>
        <source>the list identityRules is missing</source>
        <translation>一覧 identityRules がありません</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no domain</source>
        <translation>「%1」は領域の区分ではありません</translation>
    </message>
    <message>
        <source>one of unknown … missile</source>
        <translation>unknown … missile のいずれか</translation>
    </message>
    <message>
        <source>the list &apos;sources&apos; is missing</source>
        <translation>一覧 &apos;sources&apos; がありません</translation>
    </message>
    <message>
        <source>choose a folder that can be written</source>
        <translation>書き込めるフォルダーを選んでください</translation>
    </message>
    <message>
        <source>there is no standard input</source>
        <translation>標準入力がありません</translation>
    </message>
    <message>
        <source>this is a file, not a device</source>
        <translation>機器ではなくファイルです</translation>
    </message>
    <message>
        <source>write replay:%1</source>
        <translation>replay:%1 と書いてください</translation>
    </message>
    <message>
        <source>the device does not take %1 baud: %2</source>
        <translation>機器が %1 baud に対応していません：%2</translation>
    </message>
    <message>
        <source>the device has gone</source>
        <translation>機器が外れました</translation>
    </message>
    <message>
        <source>the host does not greet as Tacview&apos;s telemetry does</source>
        <translation>ホストの応答が Tacview テレメトリーのものではありません</translation>
    </message>
    <message>
        <source>is it the right port?</source>
        <translation>ポートを確認してください</translation>
    </message>
    <message>
        <source>the host refused the greeting</source>
        <translation>ホストが接続を拒否しました</translation>
    </message>
    <message>
        <source>write tcp:// for plain streams</source>
        <translation>通常のストリームには tcp:// と書いてください</translation>
    </message>
    <message>
        <source>the host&apos;s greeting does not end</source>
        <translation>ホストの応答が終わりません</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>ファイルがありません</translation>
    </message>
    <message>
        <source>this is not a file</source>
        <translation>ファイルではありません</translation>
    </message>
    <message>
        <source>the file cannot be read: %1</source>
        <translation>ファイルを読めません：%1</translation>
    </message>
    <message>
        <source>check its permissions</source>
        <translation>アクセス権を確認してください</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>ファイルが空です</translation>
    </message>
    <message>
        <source>the file is cut off after %1 bytes</source>
        <translation>ファイルが %1 バイトで途切れています</translation>
    </message>
    <message>
        <source>ask for it again</source>
        <translation>もう一度入手してください</translation>
    </message>
    <message>
        <source>this is an SQLite database, but not a Sorami recording</source>
        <translation>SQLite データベースですが、Sorami の記録ではありません</translation>
    </message>
    <message>
        <source>the recording was made by a newer version of Sorami (file format %1; this one reads up to %2)</source>
        <translation>新しい Sorami の記録です（ファイル形式 %1。この版は %2 まで）</translation>
    </message>
    <message>
        <source>update Sorami</source>
        <translation>Sorami を更新してください</translation>
    </message>
    <message>
        <source>the recording is of an unknown format version</source>
        <translation>未知の形式版の記録です</translation>
    </message>
    <message>
        <source>the file is cut off: %1 of %2 bytes are there</source>
        <translation>ファイルが途切れています：%2 バイト中 %1</translation>
    </message>
    <message>
        <source>copy it again from where it is whole</source>
        <translation>完全なものからコピーし直してください</translation>
    </message>
    <message>
        <source>the recording is damaged: %1</source>
        <translation>記録が破損しています：%1</translation>
    </message>
    <message>
        <source>%1 NM²</source>
        <translation>%1 NM²</translation>
    </message>
    <message>
        <source>%1 km²</source>
        <translation>%1 km²</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Share covered by altitude</source>
        <translation>高度別の覆域率</translation>
    </message>
    <message>
        <source>Area without a name</source>
        <translation>名称のない区域</translation>
    </message>
    <message>
        <source>Coverage of the areas</source>
        <translation>区域の覆域</translation>
    </message>
    <message>
        <source>By the sensors that reach a working centre: %1 of %2.</source>
        <translation>稼働中の指令所に届くセンサー：%2 中 %1。</translation>
    </message>
    <message>
        <source>By all %1 sensors.</source>
        <translation>全センサー %1 基。</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Gaps at %1</source>
        <translation>間隙、%1</translation>
    </message>
    <message>
        <source>Deepest at</source>
        <translation>最深部</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>解消高度</translation>
    </message>
    <message>
        <source>sea level to %1</source>
        <translation>海面～%1</translation>
    </message>
    <message>
        <source>sea, deeper to the right</source>
        <translation>海、右ほど深い</translation>
    </message>
    <message>
        <source>coast</source>
        <translation>海岸線</translation>
    </message>
    <message>
        <source>river, lake</source>
        <translation>川・湖</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>province</source>
        <translation>州・県</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>within reach of a battery</source>
        <translation>高射隊の到達域内</translation>
    </message>
    <message>
        <source>link that works</source>
        <translation>通じている回線</translation>
    </message>
    <message>
        <source>link that is off or blocked</source>
        <translation>オフまたは遮蔽の回線</translation>
    </message>
    <message>
        <source>of interest</source>
        <translation>関心区域</translation>
    </message>
    <message>
        <source>corridor</source>
        <translation>回廊</translation>
    </message>
    <message>
        <source>defended</source>
        <translation>防護区域</translation>
    </message>
    <message>
        <source>exclusion</source>
        <translation>除外区域</translation>
    </message>
    <message>
        <source>for candidates</source>
        <translation>候補区域</translation>
    </message>
    <message>
        <source>what is of the time shown</source>
        <translation>表示時刻のもの</translation>
    </message>
    <message>
        <source>its lines, areas and points</source>
        <translation>線・面・点</translation>
    </message>
    <message>
        <source>%1 s or less</source>
        <translation>%1 秒以下</translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation>%1 以上</translation>
    </message>
    <message>
        <source>Pd of all together, %1 above ground</source>
        <translation>総合 Pd、対地高度 %1</translation>
    </message>
    <message>
        <source>Pd of all together at %1</source>
        <translation>総合 Pd、%1</translation>
    </message>
    <message>
        <source>Pd of the best sensor, %1 above ground</source>
        <translation>最良センサーの Pd、対地高度 %1</translation>
    </message>
    <message>
        <source>Pd of the best sensor at %1</source>
        <translation>最良センサーの Pd、%1</translation>
    </message>
    <message>
        <source>Looked at, %1 above ground, every</source>
        <translation>観測間隔、対地高度 %1</translation>
    </message>
    <message>
        <source>Looked at, at %1, every</source>
        <translation>観測間隔、%1</translation>
    </message>
    <message>
        <source>%1 as known then</source>
        <translation>%1 当時の認識</translation>
    </message>
    <message>
        <source>Reports, %1 to %2</source>
        <translation>報告数、%1～%2</translation>
    </message>
    <message>
        <source>Lowest altitude, %1 to %2</source>
        <translation>最低高度、%1～%2</translation>
    </message>
    <message>
        <source>Mean altitude, %1 to %2</source>
        <translation>平均高度、%1～%2</translation>
    </message>
    <message>
        <source>First detections, %1 to %2</source>
        <translation>初探知、%1～%2</translation>
    </message>
    <message>
        <source>trails by age: orange new, violet old</source>
        <translation>経過時間別の軌跡：橙は新、紫は旧</translation>
    </message>
    <message>
        <source>Rides on track</source>
        <translation>航跡に付随</translation>
    </message>
    <message>
        <source>seen from %1</source>
        <translation>%1 の探知下限</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>ヒートマップ</translation>
    </message>
    <message>
        <source>%1  %2: seen by none</source>
        <translation>%1  %2：探知なし</translation>
    </message>
    <message>
        <source>%1  %2: seen by one sensor</source>
        <translation>%1  %2：センサー 1 基が探知</translation>
    </message>
    <message>
        <source>%1  %2: seen by %3 sensors</source>
        <translation>%1  %2：センサー %3 基が探知</translation>
    </message>
    <message>
        <source>  · warning time %1</source>
        <translation>  ・警戒時間 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks without altitude</source>
        <translation>
            <numerusform>高度のない航跡 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Cross-section by aspect</source>
        <translation>方位別の RCS</translation>
    </message>
    <message>
        <source>Target flies</source>
        <translation>目標の飛行方向</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1～%2 %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no span of azimuths</source>
        <translation>「%1」は方位の範囲ではありません</translation>
    </message>
    <message>
        <source>two azimuths from 0 to 360 with a dash, clockwise: 350-20</source>
        <translation>0～360 の方位 2 つをハイフンで結び、時計回りに：350-20</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no point of a cross-section</source>
        <translation>「%1」は RCS の点ではありません</translation>
    </message>
    <message>
        <source>degrees off the nose, a space, dB beside the cross-section: 90 12</source>
        <translation>機首からの角度（度）、空白、RCS との差（dB）：90 12</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is out of range</source>
        <translation>「%1」は範囲外です</translation>
    </message>
    <message>
        <source>0 to 180 degrees, -60 to 60 dB</source>
        <translation>0～180 度、-60～60 dB</translation>
    </message>
    <message>
        <source>the aspects do not rise at &apos;%1&apos;</source>
        <translation>「%1」で角度が昇順になっていません</translation>
    </message>
    <message>
        <source>the nose first</source>
        <translation>機首から順に</translation>
    </message>
    <message>
        <source>one point makes no aspects</source>
        <translation>1 点では方位別になりません</translation>
    </message>
    <message>
        <source>two points or more, or none</source>
        <translation>2 点以上、または空欄</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no point of a pattern</source>
        <translation>「%1」はパターンの点ではありません</translation>
    </message>
    <message>
        <source>elevation in degrees, a space, gain in dB below the peak: 2 -3</source>
        <translation>仰角（度）、空白、最大値からの利得差（dB）：2 -3</translation>
    </message>
    <message>
        <source>-90 to 90 degrees, -100 to 0 dB</source>
        <translation>-90～90 度、-100～0 dB</translation>
    </message>
    <message>
        <source>the elevations do not rise at &apos;%1&apos;</source>
        <translation>「%1」で仰角が昇順になっていません</translation>
    </message>
    <message>
        <source>lowest first</source>
        <translation>低い順に</translation>
    </message>
    <message>
        <source>one point makes no pattern</source>
        <translation>1 点ではパターンになりません</translation>
    </message>
    <message>
        <source>too small: %1</source>
        <translation>小さすぎます：%1</translation>
    </message>
    <message>
        <source>too large: %1</source>
        <translation>大きすぎます：%1</translation>
    </message>
    <message>
        <source>a whole number is needed: %1</source>
        <translation>整数が必要です：%1</translation>
    </message>
    <message>
        <source>Looks down from an aircraft; moves along its route or with a track</source>
        <translation>航空機から見下ろす。経路または航跡とともに移動</translation>
    </message>
    <message>
        <source>Degrees off the nose and dB beside the cross-section: 0 0, 60 3, 90 12, 180 4; empty: alike all round</source>
        <translation>機首からの角度（度）と RCS との差（dB）：0 0, 60 3, 90 12, 180 4。空欄：全方位同じ</translation>
    </message>
    <message>
        <source>Heading that the map takes for the target; -1: towards the sensor. Along tracks their own counts</source>
        <translation>地図で目標が飛ぶ方向。-1：センサーへ向かう。航跡ではその針路を使用</translation>
    </message>
    <message>
        <source>Graticule</source>
        <translation>経緯線</translation>
    </message>
    <message>
        <source>Graticule labels</source>
        <translation>経緯線の数値</translation>
    </message>
    <message>
        <source>Land and coast</source>
        <translation>陸地と海岸線</translation>
    </message>
    <message>
        <source>Boundaries and rivers</source>
        <translation>境界と河川</translation>
    </message>
    <message>
        <source>Place names</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>Relief</source>
        <translation>起伏</translation>
    </message>
    <message>
        <source>Bullseye</source>
        <translation>ブルズアイ</translation>
    </message>
    <message>
        <source>out of service %1 to %2</source>
        <translation>運用停止 %1～%2</translation>
    </message>
    <message>
        <source>OUTAGE</source>
        <translation>運用停止</translation>
    </message>
    <message>
        <source>before its end</source>
        <translation>終了より前にしてください</translation>
    </message>
    <message>
        <source>not before the outage above</source>
        <translation>上の運用停止より前にはできません</translation>
    </message>
    <message>
        <source>not after the outage below</source>
        <translation>下の運用停止より後にはできません</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>after its beginning; empty: for good</source>
        <translation>開始より後にしてください。空欄なら無期限</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>trails by Pd of the best sensor: orange none, violet certain</source>
        <translation>航跡は最良センサーの探知確率：橙は0、紫は確実</translation>
    </message>
    <message>
        <source>antenna %1 m above ground: feet, or height above sea level?</source>
        <translation>空中線の地上高が %1 m です。フィート、または標高ではありませんか</translation>
    </message>
    <message>
        <source>an airborne antenna at %1 m: a flight level typed as metres?</source>
        <translation>機上の空中線が %1 m です。フライトレベルをメートルとして入力していませんか</translation>
    </message>
    <message>
        <source>range %1 m: kilometres or nautical miles typed as metres?</source>
        <translation>覆域が %1 m です。km または NM をメートルとして入力していませんか</translation>
    </message>
    <message>
        <source>range %1 km: metres typed as kilometres?</source>
        <translation>覆域が %1 km です。メートルを km として入力していませんか</translation>
    </message>
    <message>
        <source>frequency %1 Hz: megahertz typed as hertz?</source>
        <translation>周波数が %1 Hz です。MHz を Hz として入力していませんか</translation>
    </message>
    <message>
        <source>frequency %1 GHz is no radar&apos;s</source>
        <translation>周波数 %1 GHz のレーダーはありません</translation>
    </message>
    <message>
        <source>peak power %1 W: kilowatts typed as watts?</source>
        <translation>尖頭電力が %1 W です。kW を W として入力していませんか</translation>
    </message>
    <message>
        <source>peak power %1 MW: watts typed as kilowatts?</source>
        <translation>尖頭電力が %1 MW です。W を kW として入力していませんか</translation>
    </message>
    <message>
        <source>pulse width %1 s: microseconds typed as seconds?</source>
        <translation>パルス幅が %1 s です。µs を秒として入力していませんか</translation>
    </message>
    <message>
        <source>gain %1 dBi: a power ratio instead of decibels?</source>
        <translation>利得が %1 dBi です。デシベルではなく電力比ではありませんか</translation>
    </message>
    <message>
        <source>cross-section %1 m²: is that decibels or square feet?</source>
        <translation>反射断面積が %1 m² です。デシベルまたは平方フィートではありませんか</translation>
    </message>
    <message>
        <source>another site has this name too</source>
        <translation>同じ名前のサイトがほかにもあります</translation>
    </message>
    <message>
        <source>stands %1 m from %2</source>
        <translation>%2 から %1 m しか離れていません</translation>
    </message>
    <message>
        <source>stands where the terrain is not known: its ground counts as 0 m</source>
        <translation>地形が不明な場所にあります。地盤は 0 m とみなされます</translation>
    </message>
    <message>
        <source>stands at %1 m: in the water?</source>
        <translation>標高 %1 m にあります。水の中ではありませんか</translation>
    </message>
    <message>
        <source>is %1 km from every other site: latitude and longitude swapped, or a sign lost?</source>
        <translation>ほかのどのサイトからも %1 km 離れています。緯度と経度の取り違え、または符号の落ちではありませんか</translation>
    </message>
    <message>
        <source>reaches no working control centre: what it sees counts for nobody</source>
        <translation>稼働中の管制所に届きません。探知しても誰にも伝わりません</translation>
    </message>
    <message>
        <source>an altitude of %1 m: feet typed as metres?</source>
        <translation>高度が %1 m です。フィートをメートルとして入力していませんか</translation>
    </message>
    <message>
        <source>closes at no altitude</source>
        <translation>どの高度でも閉じません</translation>
    </message>
    <message>
        <source>closes at %1 m</source>
        <translation>%1 m で閉じます</translation>
    </message>
    <message numerus="yes">
        <source>%1 % are blind at %2 m AMSL; the greatest of %n gaps has %3 km² and %4</source>
        <translation>
            <numerusform>標高 %2 m で %1 % が見えません。%n か所の間隙のうち最大は %3 km² で、%4</numerusform>
        </translation>
    </message>
    <message>
        <source>of what it sees, others see all but %1 % as well</source>
        <translation>見える範囲のうち、ほかのセンサーに見えないのは %1 % だけです</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>ディスクがいっぱいです</translation>
    </message>
    <message>
        <source>%1 turns left</source>
        <translation>%1 左旋回</translation>
    </message>
    <message>
        <source>%1 turns right</source>
        <translation>%1 右旋回</translation>
    </message>
    <message>
        <source>%1 climbs steeply</source>
        <translation>%1 急上昇</translation>
    </message>
    <message>
        <source>%1 descends steeply</source>
        <translation>%1 急降下</translation>
    </message>
    <message>
        <source>%1 speeds up</source>
        <translation>%1 加速</translation>
    </message>
    <message>
        <source>%1 slows down</source>
        <translation>%1 減速</translation>
    </message>
    <message>
        <source>manoeuvre</source>
        <translation>機動</translation>
    </message>
    <message>
        <source>ident</source>
        <translation>IDENT</translation>
    </message>
    <message>
        <source>ident %1</source>
        <translation>IDENT %1</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>回線</translation>
    </message>
    <message>
        <source>out of service for good</source>
        <translation>以後ずっと停止</translation>
    </message>
    <message>
        <source>out of service until %1</source>
        <translation>%1 まで停止</translation>
    </message>
    <message>
        <source>%1 %2 is not usable</source>
        <translation>%1 %2 は使えない値です</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>緯度</translation>
    </message>
    <message>
        <source>give -90 to 90 degrees</source>
        <translation>-90〜90 度で指定してください</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>経度</translation>
    </message>
    <message>
        <source>give -180 to 180 degrees</source>
        <translation>-180〜180 度で指定してください</translation>
    </message>
    <message>
        <source>range</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>give 100 m to 1500 km</source>
        <translation>100 m〜1500 km で指定してください</translation>
    </message>
    <message>
        <source>earth radius factor</source>
        <translation>等価地球半径係数</translation>
    </message>
    <message>
        <source>give 0.3 to 1000; 1.333 is usual</source>
        <translation>0.3〜1000 で指定してください。通常は 1.333 です</translation>
    </message>
    <message>
        <source>antenna height</source>
        <translation>アンテナ高</translation>
    </message>
    <message>
        <source>give -500 to 40 000 m</source>
        <translation>-500〜40 000 m で指定してください</translation>
    </message>
    <message>
        <source>give 0 to 40 000 m above ground</source>
        <translation>地上高 0〜40 000 m で指定してください</translation>
    </message>
    <message>
        <source>a sector&apos;s azimuths must be numbers</source>
        <translation>セクターの方位は数値でなければなりません</translation>
    </message>
    <message>
        <source>give degrees from true north</source>
        <translation>真北からの角度（度）で指定してください</translation>
    </message>
    <message>
        <source>the elevation limits are not in order</source>
        <translation>仰角の下限と上限の順が逆です</translation>
    </message>
    <message>
        <source>give -90 to 90 degrees, the lowest first</source>
        <translation>-90〜90 度で、小さい方から指定してください</translation>
    </message>
    <message>
        <source>the instrumented range must be above 0</source>
        <translation>計器覆域は 0 より大きくなければなりません</translation>
    </message>
    <message>
        <source>give metres</source>
        <translation>メートルで指定してください</translation>
    </message>
    <message>
        <source>the minimum range must lie below the instrumented range</source>
        <translation>最小距離は計器覆域より小さくなければなりません</translation>
    </message>
    <message>
        <source>0 is usual</source>
        <translation>通常は 0 です</translation>
    </message>
    <message>
        <source>there is no such Swerling case</source>
        <translation>そのようなスワーリング型はありません</translation>
    </message>
    <message>
        <source>give 0 to 4</source>
        <translation>0〜4 で指定してください</translation>
    </message>
    <message>
        <source>the rain is out of range</source>
        <translation>降雨強度が範囲外です</translation>
    </message>
    <message>
        <source>give 0 to 300 mm/h</source>
        <translation>0〜300 mm/h で指定してください</translation>
    </message>
    <message>
        <source>the number of array faces is out of range</source>
        <translation>アレイ面の数が範囲外です</translation>
    </message>
    <message>
        <source>give 0 to 8</source>
        <translation>0〜8 で指定してください</translation>
    </message>
    <message>
        <source>the earth radius factor must be above 0</source>
        <translation>等価地球半径係数は 0 より大きくなければなりません</translation>
    </message>
    <message>
        <source>1.333 is usual</source>
        <translation>通常は 1.333 です</translation>
    </message>
    <message>
        <source>one of its ends is not in the plan</source>
        <translation>一方の端が計画にありません</translation>
    </message>
    <message>
        <source>%1 is off</source>
        <translation>%1 は停止中です</translation>
    </message>
    <message>
        <source>terrain %1 km from %2 takes %3 dB, the margin is %4 dB</source>
        <translation>%2 から %1 km の地形による損失が %3 dB で、余裕は %4 dB です</translation>
    </message>
    <message>
        <source>rain of %1 mm/h takes %2 dB, more than is left of the margin</source>
        <translation>%1 mm/h の雨による損失が %2 dB で、残りの余裕を超えます</translation>
    </message>
    <message>
        <source>%1: %2 dB over free space, rain %3 dB, %4 dB of the margin left</source>
        <translation>%1：自由空間超過 %2 dB、降雨 %3 dB、余裕の残り %4 dB</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>%1 / %2 ページ</translation>
    </message>
    <message>
        <source>As of %1: who is in service, stocks, coverage.</source>
        <translation>%1 現在の稼働状況・在庫・覆域。</translation>
    </message>
    <message>
        <source>≥ 1 at %1</source>
        <translation>%1 で 1 基以上</translation>
    </message>
    <message>
        <source>≥ 2</source>
        <translation>2 基以上</translation>
    </message>
    <message>
        <source>1 site</source>
        <translation>サイト 1</translation>
    </message>
    <message>
        <source>%1 sites</source>
        <translation>サイト %1</translation>
    </message>
    <message>
        <source>1 link</source>
        <translation>回線 1</translation>
    </message>
    <message>
        <source>%1 links</source>
        <translation>回線 %1</translation>
    </message>
    <message>
        <source>1 area</source>
        <translation>区域 1</translation>
    </message>
    <message>
        <source>%1 areas</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>1 threat</source>
        <translation>脅威 1</translation>
    </message>
    <message>
        <source>%1 threats</source>
        <translation>脅威 %1</translation>
    </message>
    <message>
        <source>1 drawing</source>
        <translation>図形 1</translation>
    </message>
    <message>
        <source>%1 drawings</source>
        <translation>図形 %1</translation>
    </message>
    <message>
        <source>%1, notional</source>
        <translation>%1（仮想）</translation>
    </message>
</context>
<context>
    <name>sorami::AltitudeSlider</name>
    <message>
        <source>Altitude coverage is shown at · drag, wheel, ↑ ↓, PgUp PgDn · right-click for units</source>
        <translation>覆域を表示する高度・ドラッグ、ホイール、↑ ↓、PgUp PgDn・右クリックで単位</translation>
    </message>
    <message>
        <source>Coverage altitude</source>
        <translation>覆域の高度</translation>
    </message>
    <message>
        <source>above mean sea level</source>
        <translation>海抜</translation>
    </message>
    <message>
        <source>above ground</source>
        <translation>対地</translation>
    </message>
    <message>
        <source>Flight levels</source>
        <translation>フライトレベル</translation>
    </message>
    <message>
        <source>Feet</source>
        <translation>フィート</translation>
    </message>
    <message>
        <source>Metres</source>
        <translation>メートル</translation>
    </message>
    <message>
        <source>Above mean sea level</source>
        <translation>海抜</translation>
    </message>
    <message>
        <source>Above ground</source>
        <translation>対地</translation>
    </message>
    <message>
        <source>AMSL</source>
        <translation>海抜</translation>
    </message>
    <message>
        <source>above gnd</source>
        <translation>対地</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>%1k ft</source>
        <translation>%1k ft</translation>
    </message>
</context>
<context>
    <name>sorami::AroundPanel</name>
    <message>
        <source>About which place</source>
        <translation>どの地点の周りか</translation>
    </message>
    <message>
        <source>Range shown</source>
        <translation>表示距離</translation>
    </message>
    <message>
        <source>Afterglow</source>
        <translation>残光</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>軌跡</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>About</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Height shown</source>
        <translation>表示する高さ</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>the sensor&apos;s</source>
        <translation>センサーの周期</translation>
    </message>
    <message>
        <source>No place to look from</source>
        <translation>観測する地点がありません</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>記録が開かれていません</translation>
    </message>
    <message>
        <source>%1 tracks</source>
        <translation>航跡 %1</translation>
    </message>
    <message>
        <source>as known then</source>
        <translation>当時の認識</translation>
    </message>
</context>
<context>
    <name>sorami::AssociationPanel</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1・%2</translation>
    </message>
    <message>
        <source>Same object?</source>
        <translation>同一目標？</translation>
    </message>
    <message>
        <source>Tracks that are, or may be, one object</source>
        <translation>同一目標である（可能性のある）航跡</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Apart</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Same object</source>
        <translation>同一目標</translation>
    </message>
    <message>
        <source>Different objects</source>
        <translation>別の目標</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>same, by hand</source>
        <translation>同一（手動）</translation>
    </message>
    <message>
        <source>different, by hand</source>
        <translation>別（手動）</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>確実</translation>
    </message>
    <message>
        <source>No two tracks of different sources look like one object.</source>
        <translation>異なる情報源に、同一目標とみられる航跡はありません。</translation>
    </message>
    <message>
        <source>%1 suggestions wait for a decision; %2 objects are certain. Decisions are kept beside the recording, which stays as it is.</source>
        <translation>判断待ちの候補 %1 件、確実な目標 %2 件。判断は記録とは別に保存し、記録は変えません。</translation>
    </message>
</context>
<context>
    <name>sorami::BriefDesk</name>
    <message>
        <source>move call-out</source>
        <translation>吹き出しを移動</translation>
    </message>
    <message>
        <source>storyboard: %1</source>
        <translation>ストーリーボード：%1</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ %1</translation>
    </message>
    <message>
        <source>add step</source>
        <translation>ステップを追加</translation>
    </message>
    <message>
        <source>take the present picture</source>
        <translation>現在の画面を取り込む</translation>
    </message>
    <message>
        <source>time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>ここ</translation>
    </message>
    <message>
        <source>add call-out</source>
        <translation>吹き出しを追加</translation>
    </message>
    <message>
        <source>highlight</source>
        <translation>強調</translation>
    </message>
    <message>
        <source>storyboard: step of the log</source>
        <translation>ストーリーボード：日誌からステップ</translation>
    </message>
</context>
<context>
    <name>sorami::CheckPage</name>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>指摘</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>指摘</translation>
    </message>
    <message>
        <source>Open a plan, and what looks wrong with it is listed here.</source>
        <translation>計画を開くと、おかしく見える点がここに並びます。</translation>
    </message>
    <message numerus="yes">
        <source>%n faults</source>
        <translation>
            <numerusform>誤り %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>注意 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>参考 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>coverage is being looked into…</source>
        <translation>覆域を調べています…</translation>
    </message>
    <message>
        <source>note</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>誤り</translation>
    </message>
    <message>
        <source>Nothing looks wrong.</source>
        <translation>おかしな点は見当たりません。</translation>
    </message>
</context>
<context>
    <name>sorami::CommandSearch</name>
    <message>
        <source>Search or do anything…   Ctrl+K</source>
        <translation>検索・操作…   Ctrl+K</translation>
    </message>
    <message>
        <source>Search actions, sites, tracks and coordinates</source>
        <translation>操作、サイト、航跡、座標を検索</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>該当なし</translation>
    </message>
</context>
<context>
    <name>sorami::CommandWords</name>
    <message>
        <source>version licence credits help</source>
        <translation>バージョン ライセンス ヘルプ 版</translation>
    </message>
    <message>
        <source>interceptors missiles stacked diagram</source>
        <translation>迎撃弾 ミサイル 層 図</translation>
    </message>
    <message>
        <source>elevation cross section line of sight Fresnel</source>
        <translation>標高 断面 見通し フレネル</translation>
    </message>
    <message>
        <source>VCD RHI beam lobes blind cone</source>
        <translation>垂直覆域 ビーム ローブ VCD RHI</translation>
    </message>
    <message>
        <source>GIS shapefile GeoTIFF GeoPackage raster vector overlay</source>
        <translation>GIS シェープ GeoTIFF GeoPackage ラスタ ベクタ 重ね</translation>
    </message>
    <message>
        <source>second overlay combine merge</source>
        <translation>二つ目 重ね 結合</translation>
    </message>
    <message>
        <source>WMS WMTS MBTiles web tiles</source>
        <translation>WMS WMTS MBTiles タイル</translation>
    </message>
    <message>
        <source>DEM DTED SRTM elevation heights</source>
        <translation>DEM DTED SRTM 標高 地形</translation>
    </message>
    <message>
        <source>zip pack archive hand over</source>
        <translation>zip まとめ 受け渡し</translation>
    </message>
    <message>
        <source>load import recording file</source>
        <translation>読み込み 記録 ファイル 取り込み</translation>
    </message>
    <message>
        <source>PostgreSQL database server archive</source>
        <translation>PostgreSQL データベース サーバ 保管</translation>
    </message>
    <message>
        <source>import CSV columns format edition date</source>
        <translation>取り込み CSV 列 形式 版 日付</translation>
    </message>
    <message>
        <source>partner coalition sanitise redact</source>
        <translation>相手 共有 公開 黒塗り</translation>
    </message>
    <message>
        <source>query find hide dim</source>
        <translation>検索 条件 隠す 薄く</translation>
    </message>
    <message>
        <source>font size bigger</source>
        <translation>文字 大きく フォント</translation>
    </message>
    <message>
        <source>font size</source>
        <translation>文字 小さく フォント</translation>
    </message>
    <message>
        <source>density plots</source>
        <translation>密度 プロット</translation>
    </message>
    <message>
        <source>shortcuts hotkeys help</source>
        <translation>ショートカット キー ヘルプ</translation>
    </message>
    <message>
        <source>save perspective workspace</source>
        <translation>保存 配置 画面</translation>
    </message>
    <message>
        <source>share URL address</source>
        <translation>共有 URL アドレス</translation>
    </message>
    <message>
        <source>UDP TCP multicast stream feed network serial</source>
        <translation>UDP TCP マルチキャスト ストリーム 配信 ネットワーク シリアル</translation>
    </message>
    <message>
        <source>sensors offsets SAC SIC affiliation</source>
        <translation>センサー 時差 SAC SIC 敵味方</translation>
    </message>
    <message>
        <source>narrative note remark</source>
        <translation>経過 メモ 備考</translation>
    </message>
    <message>
        <source>narrative CSV</source>
        <translation>経過 CSV</translation>
    </message>
    <message>
        <source>CSV KML GeoJSON GeoPackage save</source>
        <translation>CSV KML GeoJSON GeoPackage 保存</translation>
    </message>
    <message>
        <source>CSV KML GeoJSON GeoPackage load</source>
        <translation>CSV KML GeoJSON GeoPackage 読み込み</translation>
    </message>
    <message>
        <source>PDF HTML document brief</source>
        <translation>PDF HTML 文書 報告</translation>
    </message>
    <message>
        <source>print paper PDF SVG A3 A4 page</source>
        <translation>印刷 用紙 PDF SVG A3 A4 ページ</translation>
    </message>
    <message>
        <source>coordinates MGRS GEOREF UTM DMS degrees</source>
        <translation>座標 MGRS GEOREF UTM 度分秒</translation>
    </message>
    <message>
        <source>EPSG PROJ Mercator Lambert coordinate system</source>
        <translation>EPSG PROJ メルカトル ランベルト 座標系</translation>
    </message>
    <message>
        <source>raw data bytes octets hex decoded fields</source>
        <translation>生データ バイト オクテット 16進 項目</translation>
    </message>
    <message>
        <source>bookmark slide keep moment</source>
        <translation>しおり スライド 場面</translation>
    </message>
    <message>
        <source>slideshow full screen briefing talk</source>
        <translation>スライド 全画面 説明 発表</translation>
    </message>
    <message>
        <source>dark light mode colours theme</source>
        <translation>暗い 明るい 色 テーマ</translation>
    </message>
    <message>
        <source>jump seek clock date</source>
        <translation>移動 時計 日付</translation>
    </message>
    <message>
        <source>CPA distance pair</source>
        <translation>CPA 最接近 距離</translation>
    </message>
    <message>
        <source>merge correlate fuse duplicates split</source>
        <translation>統合 相関 重複 分割</translation>
    </message>
    <message>
        <source>feet metres knots kilometres nautical miles</source>
        <translation>フィート メートル ノット キロ 海里</translation>
    </message>
    <message>
        <source>difference two recordings pairs</source>
        <translation>差 二つの記録 組</translation>
    </message>
    <message>
        <source>zoom to</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>second split window</source>
        <translation>二つ目 分割 窓</translation>
    </message>
    <message>
        <source>zoom all home fit</source>
        <translation>全体 縮小</translation>
    </message>
    <message>
        <source>PPI rings afterglow</source>
        <translation>PPI 距離環 残像</translation>
    </message>
    <message>
        <source>altitude range profile</source>
        <translation>高度 距離 側面</translation>
    </message>
    <message>
        <source>export screenshot picture film video movie MP4 PNG PDF HTML KML data</source>
        <translation>書き出し 画像 動画 映像 スクリーンショット MP4 PNG PDF HTML KML データ</translation>
    </message>
</context>
<context>
    <name>sorami::ComparePage</name>
    <message>
        <source>Keep this plan to compare with</source>
        <translation>この計画を比較用に保持</translation>
    </message>
    <message>
        <source>Then change the plan, and see what it gains and loses</source>
        <translation>その後で計画を変更すると、増減が分かります</translation>
    </message>
    <message>
        <source>Another plan…</source>
        <translation>別の計画…</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>This plan</source>
        <translation>現在の計画</translation>
    </message>
    <message>
        <source>Gained and lost</source>
        <translation>増加と減少</translation>
    </message>
    <message>
        <source>Both in turn</source>
        <translation>交互に表示</translation>
    </message>
    <message>
        <source>The other plan</source>
        <translation>比較計画</translation>
    </message>
    <message>
        <source>The map shows</source>
        <translation>地図の表示</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>other</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>this</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>gained</source>
        <translation>増加</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>減少</translation>
    </message>
    <message>
        <source>Compare this plan with an earlier state of it, or with another.</source>
        <translation>以前の状態または別の計画と比較します。</translation>
    </message>
    <message>
        <source>Against: %1</source>
        <translation>比較対象：%1</translation>
    </message>
    <message>
        <source>Side by side, with a line to drag</source>
        <translation>境界線をドラッグして左右に比較</translation>
    </message>
</context>
<context>
    <name>sorami::ComparePanel</name>
    <message>
        <source>First source</source>
        <translation>情報源 1</translation>
    </message>
    <message>
        <source>Second source</source>
        <translation>情報源 2</translation>
    </message>
    <message>
        <source>Add a recording…</source>
        <translation>記録を追加…</translation>
    </message>
    <message>
        <source>Puts a second recording on the timeline, to compare with this one</source>
        <translation>比較する 2 つ目の記録をタイムラインに加えます</translation>
    </message>
    <message>
        <source>Pairs of tracks</source>
        <translation>航跡の組</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>with</source>
        <translation>比較相手</translation>
    </message>
    <message>
        <source>all other sources</source>
        <translation>ほかの全情報源</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>比較中…</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>There is only one source. Add a second recording to compare it with this one.</source>
        <translation>情報源が 1 つだけです。比較する 2 つ目の記録を追加してください。</translation>
    </message>
    <message>
        <source>Choose two different sources.</source>
        <translation>異なる情報源を 2 つ選んでください。</translation>
    </message>
    <message>
        <source>No track of one is found in the other.</source>
        <translation>一方の航跡が他方に見つかりません。</translation>
    </message>
    <message>
        <source>%1 pairs · %2 only in the first · %3 only in the second</source>
        <translation>組 %1・1 のみ %2・2 のみ %3</translation>
    </message>
</context>
<context>
    <name>sorami::CoordinateEntry</name>
    <message>
        <source>36°12′N 133°06′E, MGRS, …  or 045/20 NM from the last point</source>
        <translation>36°12′N 133°06′E、MGRS など、または直前の点から 045/20 NM</translation>
    </message>
    <message>
        <source>Position of the next point</source>
        <translation>次の点の位置</translation>
    </message>
</context>
<context>
    <name>sorami::CoverChart</name>
    <message>
        <source>Share covered against altitude</source>
        <translation>高度に対する覆域率</translation>
    </message>
    <message>
        <source>Share of the area seen by one, two and three sensors at each altitude  ·  click sets the slider</source>
        <translation>各高度でセンサー 1 基、2 基、3 基が探知する面積の割合・クリックで高度を設定</translation>
    </message>
    <message>
        <source>1 sensor</source>
        <translation>1 基</translation>
    </message>
    <message>
        <source>2</source>
        <translation>2 基</translation>
    </message>
    <message>
        <source>3</source>
        <translation>3 基</translation>
    </message>
</context>
<context>
    <name>sorami::CoverPage</name>
    <message>
        <source>Altitude bands</source>
        <translation>高度帯</translation>
    </message>
    <message>
        <source>How many sensors see it</source>
        <translation>探知するセンサーの数</translation>
    </message>
    <message>
        <source>Lowest altitude seen</source>
        <translation>最低探知高度</translation>
    </message>
    <message>
        <source>The map shows</source>
        <translation>地図の表示</translation>
    </message>
    <message>
        <source>Only what reaches a working centre</source>
        <translation>稼働中の指令所に届くものだけ</translation>
    </message>
    <message>
        <source>Off: every sensor counts, whether anyone hears of it or not</source>
        <translation>オフ：受け手の有無にかかわらず、すべてのセンサーを数えます</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>探知</translation>
    </message>
    <message>
        <source>by 2</source>
        <translation>2 基</translation>
    </message>
    <message>
        <source>by 3</source>
        <translation>3 基</translation>
    </message>
    <message>
        <source>revisit</source>
        <translation>再訪</translation>
    </message>
    <message>
        <source>Mean time between two looks at a target, over what is seen</source>
        <translation>探知域で目標を見る平均間隔</translation>
    </message>
    <message>
        <source>By altitude</source>
        <translation>高度別</translation>
    </message>
    <message>
        <source>Gaps on the map, seen by fewer than</source>
        <translation>地図の間隙、探知が次の数未満</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>間隙</translation>
    </message>
    <message>
        <source>half closed</source>
        <translation>半減高度</translation>
    </message>
    <message>
        <source>closed at</source>
        <translation>解消高度</translation>
    </message>
    <message>
        <source>All the sensors reach</source>
        <translation>全センサーの到達範囲</translation>
    </message>
    <message>
        <source>The plan has no control centre: every sensor counts by itself.</source>
        <translation>計画に指令所がありません：センサーを個別に数えます。</translation>
    </message>
    <message>
        <source>Draw an area of interest to find the gaps in it.</source>
        <translation>関心区域を描くと、その中の間隙を調べます。</translation>
    </message>
    <message>
        <source>Coverage of %1 sensors is still being computed.</source>
        <translation>センサー %1 基の覆域を計算中です。</translation>
    </message>
    <message>
        <source>No gap at this altitude.</source>
        <translation>この高度に間隙はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n gaps at %1: %2 of the area is open</source>
        <translation>
            <numerusform>%1 に間隙 %n か所：区域の %2 が未覆域</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Pd of all together</source>
        <translation>総合 Pd</translation>
    </message>
    <message>
        <source>Pd of the best sensor</source>
        <translation>最良センサーの Pd</translation>
    </message>
    <message>
        <source>Revisit time</source>
        <translation>再訪間隔</translation>
    </message>
    <message>
        <source>Whether all altitudes of a band from the slider&apos;s up must be seen</source>
        <translation>スライダーの高度から上の帯で、全高度の探知を求めるか</translation>
    </message>
    <message>
        <source>the slider&apos;s altitude</source>
        <translation>スライダーの高度</translation>
    </message>
    <message>
        <source>from there %1 up</source>
        <translation>そこから %1 上まで</translation>
    </message>
    <message>
        <source>At</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1・%2</translation>
    </message>
</context>
<context>
    <name>sorami::DefencePanel</name>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>即応</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>予備</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>outside areas</source>
        <translation>区域外</translation>
    </message>
    <message>
        <source>Air-defence layers</source>
        <translation>防空の層</translation>
    </message>
    <message>
        <source>notional reach by class of target · range and altitude, root scale</source>
        <translation>目標種別ごとの架空の到達域・距離と高度、平方根目盛</translation>
    </message>
</context>
<context>
    <name>sorami::DiagramDesk</name>
    <message>
        <source>Diagrams</source>
        <translation>図</translation>
    </message>
    <message>
        <source>Vertical coverage diagram</source>
        <translation>垂直覆域図</translation>
    </message>
    <message>
        <source>Terrain profile</source>
        <translation>地形断面</translation>
    </message>
    <message>
        <source>Air-defence layers and stocks</source>
        <translation>防空の層と保有数</translation>
    </message>
    <message>
        <source>Vertical coverage</source>
        <translation>垂直覆域</translation>
    </message>
    <message>
        <source>Export the diagram</source>
        <translation>図を書き出す</translation>
    </message>
    <message>
        <source>Export the profile</source>
        <translation>断面を書き出す</translation>
    </message>
    <message>
        <source>Air defence</source>
        <translation>防空</translation>
    </message>
    <message>
        <source>Export the layers</source>
        <translation>層を書き出す</translation>
    </message>
    <message>
        <source>Profile from here</source>
        <translation>ここからの断面</translation>
    </message>
    <message>
        <source>Profile to here</source>
        <translation>ここまでの断面</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>画像 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>書き出しました：%1</translation>
    </message>
</context>
<context>
    <name>sorami::DocumentTabs</name>
    <message>
        <source>Open plans</source>
        <translation>開いている計画</translation>
    </message>
    <message>
        <source>Close this plan</source>
        <translation>この計画を閉じる</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>%1 •</source>
        <translation>%1 •</translation>
    </message>
    <message>
        <source>Not saved under a name</source>
        <translation>名前を付けて保存していません</translation>
    </message>
</context>
<context>
    <name>sorami::EventPanel</name>
    <message>
        <source>Which events</source>
        <translation>表示するイベント</translation>
    </message>
    <message>
        <source>What matters</source>
        <translation>重要なもの</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>イベントを検索</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Looking for events…</source>
        <translation>イベントを探しています…</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>Nothing happens in this recording.</source>
        <translation>この記録にイベントはありません。</translation>
    </message>
    <message>
        <source>No such event; %1 in all.</source>
        <translation>該当するイベントなし。全 %1 件。</translation>
    </message>
</context>
<context>
    <name>sorami::ExtraMap</name>
    <message>
        <source>In step with the main map</source>
        <translation>主地図と連動</translation>
    </message>
    <message>
        <source>Both show the same place at the same scale, whichever is moved</source>
        <translation>どちらを動かしても、同じ場所を同じ縮尺で表示します</translation>
    </message>
    <message>
        <source>same time, tracks and filter</source>
        <translation>時刻・航跡・フィルターは共通</translation>
    </message>
</context>
<context>
    <name>sorami::FileOpener</name>
    <message>
        <source>Reading %1</source>
        <translation>%1 を読み込み中</translation>
    </message>
    <message>
        <source>%1 cannot be laid over the map</source>
        <translation>%1 は地図に重ねられません</translation>
    </message>
    <message>
        <source>%1: some of it has no place on the earth</source>
        <translation>%1：一部は地球上に位置がありません</translation>
    </message>
    <message>
        <source>%1 geometries were left out.</source>
        <translation>図形 %1 個を除外しました。</translation>
    </message>
    <message>
        <source>The plan %1 cannot be read</source>
        <translation>計画 %1 を読めません</translation>
    </message>
    <message>
        <source>It has schema %1, this Sorami knows %2: what is newer is not shown.</source>
        <translation>スキーマ %1 のファイルです。この Sorami は %2 まで対応し、新しい内容は表示されません。</translation>
    </message>
    <message>
        <source>The file is left as it is; saving asks for another name.</source>
        <translation>ファイルは変更しません。保存時に別名を尋ねます。</translation>
    </message>
    <message>
        <source>%1 was made by a newer Sorami</source>
        <translation>%1 は新しい Sorami で作成されています</translation>
    </message>
    <message>
        <source>%1 is damaged; the rest of it is open</source>
        <translation>%1 は破損しています。読めた部分を開きました</translation>
    </message>
    <message>
        <source>Opening the demo recording…</source>
        <translation>デモ記録を開いています…</translation>
    </message>
    <message>
        <source>The demo recording cannot be opened</source>
        <translation>デモ記録を開けません</translation>
    </message>
    <message>
        <source>Demo recording</source>
        <translation>デモ記録</translation>
    </message>
    <message>
        <source>There is no map pack: the map shows a plain graticule</source>
        <translation>地図パックがありません：経緯線だけを表示します</translation>
    </message>
    <message>
        <source>Make it with “sorami basemap”, then start Sorami again.</source>
        <translation>「sorami basemap」で作成し、Sorami を再起動してください。</translation>
    </message>
    <message>
        <source>It needs the packages libmagics++-data and ferret-datasets.</source>
        <translation>パッケージ libmagics++-data と ferret-datasets が必要です。</translation>
    </message>
    <message>
        <source>The map pack cannot be read</source>
        <translation>地図パックを読めません</translation>
    </message>
    <message>
        <source>The map pack was made without some of its parts</source>
        <translation>地図パックの一部が欠けています</translation>
    </message>
    <message>
        <source>Opening terrain…</source>
        <translation>地形を開いています…</translation>
    </message>
    <message>
        <source>Map pack relief</source>
        <translation>地図パックの起伏</translation>
    </message>
    <message>
        <source>Some terrain cannot be read; the rest stands</source>
        <translation>一部の地形を読めません。残りは有効です</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>バイト %1</translation>
    </message>
    <message>
        <source>Its bytes fit none of the formats Sorami reads.</source>
        <translation>内容は Sorami が読めるどの形式にも合いません。</translation>
    </message>
    <message>
        <source>%1 is in no known format</source>
        <translation>%1 は未知の形式です</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>エラー 1 件</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>エラー %1 件</translation>
    </message>
    <message>
        <source>%1: %2; the readable part is shown</source>
        <translation>%1：%2。読めた部分を表示します</translation>
    </message>
    <message>
        <source>%1: %2; nothing could be read</source>
        <translation>%1：%2。読めた部分はありません</translation>
    </message>
    <message>
        <source>Format: %1. It holds no position.</source>
        <translation>形式：%1。位置を含みません。</translation>
    </message>
    <message>
        <source>%1 has nothing to show on the map</source>
        <translation>%1 に地図へ表示できるものはありません</translation>
    </message>
    <message>
        <source>Reading was cancelled; what had been read is shown</source>
        <translation>読み込みを中止しました。読めた分を表示します</translation>
    </message>
    <message>
        <source>Left out: %1 (%2)</source>
        <translation>除外 %1 件（%2）</translation>
    </message>
    <message>
        <source>Hidden as impossible jumps: %1 positions</source>
        <translation>ありえない跳躍として非表示 %1 点</translation>
    </message>
</context>
<context>
    <name>sorami::FilterBar</name>
    <message>
        <source>Filter of tracks</source>
        <translation>航跡フィルター</translation>
    </message>
    <message>
        <source>A filter is set  ·  click to change it</source>
        <translation>フィルター適用中・クリックで変更</translation>
    </message>
    <message>
        <source>alt &lt; 5000ft and source:ADS-B   ·   callsign ~ JAL*   ·   affiliation:hostile</source>
        <translation>alt &lt; 5000ft and source:ADS-B   ・   callsign ~ JAL*   ・   affiliation:hostile</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Other tracks are not shown</source>
        <translation>ほかの航跡を表示しません</translation>
    </message>
    <message>
        <source>Dim</source>
        <translation>淡色</translation>
    </message>
    <message>
        <source>Other tracks are drawn faint</source>
        <translation>ほかの航跡を淡く表示します</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>保存したフィルター</translation>
    </message>
    <message>
        <source>Saved filters, and what can be asked</source>
        <translation>保存したフィルターと条件の例</translation>
    </message>
    <message>
        <source>Take the filter off</source>
        <translation>フィルターを解除</translation>
    </message>
    <message>
        <source>Take the filter off  ·  Ctrl+Shift+F</source>
        <translation>フィルターを解除・Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>このフィルターを保存</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>このフィルターを削除</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>%1 of %2 · others dim</source>
        <translation>%2 中 %1・ほかは淡色</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%2 中 %1 を表示</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>Column %1: %2</source>
        <translation>%1 文字目：%2</translation>
    </message>
    <message>
        <source>Column %1, at “%2”: %3</source>
        <translation>%1 文字目「%2」：%3</translation>
    </message>
</context>
<context>
    <name>sorami::FilterParser</name>
    <message>
        <source>this bracket closes nothing</source>
        <translation>この括弧に対応する括弧がありません</translation>
    </message>
    <message>
        <source>this is not expected here</source>
        <translation>ここでは使えません</translation>
    </message>
    <message>
        <source>join questions by and, or</source>
        <translation>条件は and、or でつないでください</translation>
    </message>
    <message>
        <source>this quotation mark has no partner</source>
        <translation>引用符が閉じていません</translation>
    </message>
    <message>
        <source>a value is missing here</source>
        <translation>ここに値がありません</translation>
    </message>
    <message>
        <source>texts with signs go between quotation marks</source>
        <translation>記号を含む文字列は引用符で囲んでください</translation>
    </message>
    <message>
        <source>brackets stand too deep within each other</source>
        <translation>括弧の入れ子が深すぎます</translation>
    </message>
    <message>
        <source>this bracket is not closed</source>
        <translation>この括弧が閉じていません</translation>
    </message>
    <message>
        <source>a question is missing before `%1`</source>
        <translation>`%1` の前に条件がありません</translation>
    </message>
    <message>
        <source>the name of a field stands without quotation marks</source>
        <translation>項目名は引用符なしで書いてください</translation>
    </message>
    <message>
        <source>there is no field `%1`</source>
        <translation>項目 `%1` はありません</translation>
    </message>
    <message>
        <source>fields: %1</source>
        <translation>項目：%1</translation>
    </message>
    <message>
        <source>`none` goes with = and != only</source>
        <translation>`none` は = か != とだけ使えます</translation>
    </message>
    <message>
        <source>`%1` is a number, so ~ says nothing of it</source>
        <translation>`%1` は数値なので ~ は使えません</translation>
    </message>
    <message>
        <source>use =, &lt;, &gt; or a span such as 100..200</source>
        <translation>=、&lt;、&gt; または範囲（例：100..200）を使ってください</translation>
    </message>
    <message>
        <source>`%1` is a text, so it is neither less nor more</source>
        <translation>`%1` は文字列なので大小を比べられません</translation>
    </message>
    <message>
        <source>use :, = or ~</source>
        <translation>:、=、~ を使ってください</translation>
    </message>
    <message>
        <source>a distance needs its unit</source>
        <translation>距離には単位が必要です</translation>
    </message>
    <message>
        <source>such as 50NM or 20km</source>
        <translation>例：50NM、20km</translation>
    </message>
    <message>
        <source>a comma and a position are missing here</source>
        <translation>コンマと位置がありません</translation>
    </message>
    <message>
        <source>such as within(50NM, 35.55N 139.78E)</source>
        <translation>例：within(50NM, 35.55N 139.78E)</translation>
    </message>
    <message>
        <source>the bracket after `within` is not closed</source>
        <translation>`within` の後の括弧が閉じていません</translation>
    </message>
    <message>
        <source>such as 35.55N 139.78E</source>
        <translation>例：35.55N 139.78E</translation>
    </message>
    <message>
        <source>`%1` is none of its values</source>
        <translation>`%1` は取り得る値ではありません</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>次のいずれか：%1</translation>
    </message>
    <message>
        <source>a list is of patterns or of texts, not of both</source>
        <translation>一覧はパターンか文字列のどちらかに揃えてください</translation>
    </message>
    <message>
        <source>use ~ for all</source>
        <translation>すべてに ~ を使ってください</translation>
    </message>
    <message>
        <source>the list is not closed</source>
        <translation>一覧が閉じていません</translation>
    </message>
    <message>
        <source>values are separated by commas</source>
        <translation>値はコンマで区切ります</translation>
    </message>
    <message>
        <source>`is` takes : or =</source>
        <translation>`is` には : か = を使います</translation>
    </message>
    <message>
        <source>`is:%1` says nothing</source>
        <translation>`is:%1` は条件になりません</translation>
    </message>
    <message>
        <source>`%1` is no flight level</source>
        <translation>`%1` はフライトレベルではありません</translation>
    </message>
    <message>
        <source>such as FL350</source>
        <translation>例：FL350</translation>
    </message>
    <message>
        <source>`%1` is no number</source>
        <translation>`%1` は数値ではありません</translation>
    </message>
    <message>
        <source>such as 5000ft, 1500m or FL350</source>
        <translation>例：5000ft、1500m、FL350</translation>
    </message>
    <message>
        <source>such as 400</source>
        <translation>例：400</translation>
    </message>
    <message>
        <source>use ft, m, km or FL</source>
        <translation>ft、m、km、FL を使ってください</translation>
    </message>
    <message>
        <source>use kt, km/h or m/s</source>
        <translation>kt、km/h、m/s を使ってください</translation>
    </message>
    <message>
        <source>use ft/min or m/s</source>
        <translation>ft/min、m/s を使ってください</translation>
    </message>
    <message>
        <source>use deg</source>
        <translation>deg を使ってください</translation>
    </message>
    <message>
        <source>use s, min or h</source>
        <translation>s、min、h を使ってください</translation>
    </message>
    <message>
        <source>use NM, km or m</source>
        <translation>NM、km、m を使ってください</translation>
    </message>
    <message>
        <source>a plain number is meant</source>
        <translation>単位のない数にしてください</translation>
    </message>
    <message>
        <source>`%1` is no unit of this</source>
        <translation>`%1` はここで使う単位ではありません</translation>
    </message>
    <message>
        <source>a span goes with = only</source>
        <translation>範囲は = とだけ使えます</translation>
    </message>
    <message>
        <source>the text ends where a question should stand</source>
        <translation>条件があるべき所で終わっています</translation>
    </message>
    <message>
        <source>a question is missing here</source>
        <translation>ここに条件がありません</translation>
    </message>
    <message>
        <source>such as alt &lt; 5000ft, or a word to look for</source>
        <translation>例：alt &lt; 5000ft、または探す語</translation>
    </message>
    <message>
        <source>a number is missing here</source>
        <translation>ここに数値がありません</translation>
    </message>
</context>
<context>
    <name>sorami::FlightPage</name>
    <message>
        <source>The selected track</source>
        <translation>選択中の航跡</translation>
    </message>
    <message>
        <source>Flight</source>
        <translation>飛行</translation>
    </message>
    <message>
        <source>Warning for</source>
        <translation>警戒の対象</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>first seen</source>
        <translation>初探知</translation>
    </message>
    <message>
        <source>at range</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>of the time</source>
        <translation>時間の割合</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>場所なし</translation>
    </message>
    <message>
        <source>The selected track (none)</source>
        <translation>選択中の航跡（なし）</translation>
    </message>
    <message>
        <source>Track %1</source>
        <translation>航跡 %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Select a track, or choose one of the plan&apos;s threats.</source>
        <translation>航跡を選択するか、計画の脅威を選んでください。</translation>
    </message>
    <message>
        <source>No sensor that counts sees it.</source>
        <translation>有効なセンサーのいずれも探知しません。</translation>
    </message>
    <message numerus="yes">
        <source>First seen %1, then for %2 of the time with %n gaps.</source>
        <translation>
            <numerusform>初探知 %1、以後 %2 の時間を探知、途切れ %n 回。</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning time %1: it is nearest (%2) at %3.</source>
        <translation>警戒時間 %1：最接近（%2）は %3。</translation>
    </message>
    <message>
        <source>No warning: it is nearest (%1) at %2, before anyone sees it.</source>
        <translation>警戒時間なし：探知前に最接近（%1、%2）。</translation>
    </message>
</context>
<context>
    <name>sorami::FootprintsLayer</name>
    <message>
        <source>Air-defence footprints</source>
        <translation>防空の到達域</translation>
    </message>
</context>
<context>
    <name>sorami::FormField</name>
    <message>
        <source>A number is needed</source>
        <translation>数値を入力してください</translation>
    </message>
    <message>
        <source>Between %1 and %2</source>
        <translation>%1～%2 の範囲で入力してください</translation>
    </message>
</context>
<context>
    <name>sorami::HandOver</name>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%3 中 %2</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>画像 %1</translation>
    </message>
    <message>
        <source>Film %1</source>
        <translation>動画 %1</translation>
    </message>
    <message>
        <source>Storyboard %1</source>
        <translation>ストーリーボード %1</translation>
    </message>
    <message>
        <source>Tracks %1</source>
        <translation>航跡 %1</translation>
    </message>
</context>
<context>
    <name>sorami::HandOverDialog</name>
    <message>
        <source>Hand over</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Picture of this moment</source>
        <translation>この時点の画像</translation>
    </message>
    <message>
        <source>Film of the loop, or of all</source>
        <translation>ループ区間または全体の動画</translation>
    </message>
    <message>
        <source>Film of the storyboard</source>
        <translation>ストーリーボードの動画</translation>
    </message>
    <message>
        <source>Storyboard as PDF</source>
        <translation>ストーリーボードの PDF</translation>
    </message>
    <message>
        <source>Storyboard as web page</source>
        <translation>ストーリーボードのウェブページ</translation>
    </message>
    <message>
        <source>Tracks as data</source>
        <translation>航跡データ</translation>
    </message>
    <message>
        <source>1920 × 1080</source>
        <translation>1920 × 1080</translation>
    </message>
    <message>
        <source>1280 × 720</source>
        <translation>1280 × 720</translation>
    </message>
    <message>
        <source>3840 × 2160</source>
        <translation>3840 × 2160</translation>
    </message>
    <message>
        <source>As on screen, %1 × %2</source>
        <translation>画面と同じ、%1 × %2</translation>
    </message>
    <message>
        <source> frames a second</source>
        <translation> コマ/秒</translation>
    </message>
    <message>
        <source>With speaker notes</source>
        <translation>発表者ノートを含める</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>コマ数</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>%1 frames, %2.</source>
        <translation>%1 コマ、%2。</translation>
    </message>
    <message>
        <source>MP4 and WebM need the ffmpeg program, which is not installed here.</source>
        <translation>MP4 と WebM には ffmpeg が必要です（未導入）。</translation>
    </message>
    <message>
        <source>Numbered pictures, one a frame.</source>
        <translation>連番の画像、1 コマ 1 枚。</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>The selected track, %1.</source>
        <translation>選択中の航跡、%1。</translation>
    </message>
    <message>
        <source>The tracks the filter lets through.</source>
        <translation>フィルターを通る航跡。</translation>
    </message>
    <message>
        <source>All tracks.</source>
        <translation>すべての航跡。</translation>
    </message>
    <message>
        <source>Within the loop: %1 – %2.</source>
        <translation>ループ区間：%1 ～ %2。</translation>
    </message>
    <message>
        <source>The storyboard has no steps yet: press B at a moment that matters.</source>
        <translation>ストーリーボードにステップがありません：重要な時点で B を押してください。</translation>
    </message>
    <message>
        <source>No marking is set.</source>
        <translation>秘区分は未設定です。</translation>
    </message>
    <message>
        <source>Marked %1.</source>
        <translation>秘区分 %1。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>名前を付けて保存</translation>
    </message>
    <message>
        <source>Width and height in pixels, such as 1600 × 900</source>
        <translation>幅と高さ（ピクセル）。例: 1600 × 900</translation>
    </message>
    <message>
        <source>A size is two numbers, 64 to 16384 pixels, such as 1600 × 900.</source>
        <translation>サイズは 64～16384 ピクセルの数 2 つで指定します（例: 1600 × 900）。</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>すべての範囲</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>地図に表示中の範囲</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>This format has no room for a marking: %1.</source>
        <translation>この形式には区分表示を入れる場所がありません: %1</translation>
    </message>
    <message>
        <source>Plots without an identity are left out: this format has no room for them.</source>
        <translation>識別のないプロットは除かれます。この形式では表せません。</translation>
    </message>
</context>
<context>
    <name>sorami::Health</name>
    <message>
        <source>connecting</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>connected, nothing yet</source>
        <translation>接続済み、未受信</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>受信中</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>解読不能</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>受信なし</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/分</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正確</translation>
    </message>
    <message>
        <source>%1%2 s</source>
        <translation>%1%2 秒</translation>
    </message>
    <message>
        <source>%1%2 min</source>
        <translation>%1%2 分</translation>
    </message>
    <message>
        <source>%1%2 h</source>
        <translation>%1%2 時間</translation>
    </message>
    <message>
        <source>%1%2 d</source>
        <translation>%1%2 日</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 時間前</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>ほか %1</translation>
    </message>
</context>
<context>
    <name>sorami::HealthStrip</name>
    <message>
        <source>Live sources</source>
        <translation>ライブ情報源</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>NOT RECORDED</source>
        <translation>記録していません</translation>
    </message>
    <message>
        <source>%1 updates wait in memory</source>
        <translation>更新 %1 件がメモリーで待機</translation>
    </message>
    <message>
        <source>%1 updates</source>
        <translation>更新 %1 件</translation>
    </message>
    <message>
        <source>picture every %1 s: the machine is busy</source>
        <translation>描画間隔 %1 秒：処理が混んでいます</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>損失 %1</translation>
    </message>
    <message>
        <source>Commits each second, the longest took %1.</source>
        <translation>毎秒書き込み、最長 %1。</translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation>未記録：%1</translation>
    </message>
    <message>
        <source>clock %1</source>
        <translation>時計 %1</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>エラー 1 件</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>エラー %1 件</translation>
    </message>
    <message>
        <source>%1 dropped</source>
        <translation>破棄 %1</translation>
    </message>
    <message>
        <source>From the wire to the disk: %1</source>
        <translation>受信から保存まで：%1</translation>
    </message>
    <message>
        <source>Errors: %1</source>
        <translation>エラー：%1</translation>
    </message>
    <message>
        <source>The last one: %1</source>
        <translation>直近のエラー：%1</translation>
    </message>
    <message>
        <source>Dropped: %1</source>
        <translation>破棄：%1</translation>
    </message>
    <message>
        <source>+%1 more</source>
        <translation>ほか %1</translation>
    </message>
</context>
<context>
    <name>sorami::HistoryChart</name>
    <message>
        <source>Too few reports for a history</source>
        <translation>推移を描くには報告が足りません</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Ground speed</source>
        <translation>対地速度</translation>
    </message>
    <message>
        <source>not reported</source>
        <translation>報告なし</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Altitude, speed, track, climb and update interval against time</source>
        <translation>高度・速度・針路・上昇率・更新間隔の推移</translation>
    </message>
    <message>
        <source>Track, true</source>
        <translation>針路、真方位</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>上昇率</translation>
    </message>
    <message>
        <source>Update interval</source>
        <translation>更新間隔</translation>
    </message>
</context>
<context>
    <name>sorami::ImportDialog</name>
    <message>
        <source>plot</source>
        <translation>プロット</translation>
    </message>
    <message>
        <source>How to read %1</source>
        <translation>%1 の読み方</translation>
    </message>
    <message>
        <source>What its bytes say</source>
        <translation>データの種類</translation>
    </message>
    <message>
        <source>YYYY-MM-DD, where only times of day stand</source>
        <translation>YYYY-MM-DD、時刻のみのデータ用</translation>
    </message>
    <message>
        <source>the recorder&apos;s clock minus UTC, such as 9h or -1.7s</source>
        <translation>記録機の時計と UTC の差（例：9h、-1.7s）</translation>
    </message>
    <message>
        <source>longitude, latitude, metres above sea level</source>
        <translation>経度、緯度、海抜高（メートル）</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>First UTC day</source>
        <translation>最初の日（UTC）</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>時計</translation>
    </message>
    <message>
        <source>Sensor of plots</source>
        <translation>プロットのセンサー</translation>
    </message>
    <message>
        <source>EDITIONS</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Editions of categories</source>
        <translation>カテゴリーの版</translation>
    </message>
    <message>
        <source>Category and source</source>
        <translation>カテゴリーと情報源</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>読み方</translation>
    </message>
    <message>
        <source>The first reports</source>
        <translation>最初の報告</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Barometric</source>
        <translation>気圧高度</translation>
    </message>
    <message>
        <source>Geometric</source>
        <translation>幾何高度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Where the first reports are</source>
        <translation>最初の報告の場所</translation>
    </message>
    <message>
        <source>THE FIRST REPORTS</source>
        <translation>最初の報告</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>No position can be read yet.</source>
        <translation>位置をまだ読めません。</translation>
    </message>
    <message>
        <source>Read as %1.</source>
        <translation>%1 として読みます。</translation>
    </message>
    <message>
        <source>First error: byte %1: %2.</source>
        <translation>最初のエラー：バイト %1：%2。</translation>
    </message>
    <message>
        <source>%1 × %2.</source>
        <translation>%1 × %2。</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>検出どおり</translation>
    </message>
    <message>
        <source>First confirm what the columns mean and their units.</source>
        <translation>先に列の意味と単位を確認してください。</translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation>ひな形を保存</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>ひな形の名称</translation>
    </message>
    <message>
        <source>The preset was not saved</source>
        <translation>ひな形を保存できませんでした</translation>
    </message>
</context>
<context>
    <name>sorami::IngestDesk</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Open with settings…</source>
        <translation>設定して開く…</translation>
    </message>
    <message>
        <source>Records of the input…</source>
        <translation>入力のレコード…</translation>
    </message>
    <message>
        <source>Table of sources…</source>
        <translation>情報源表…</translation>
    </message>
    <message>
        <source>Tracks that are one object…</source>
        <translation>同一目標の航跡…</translation>
    </message>
    <message>
        <source>Open with settings</source>
        <translation>設定して開く</translation>
    </message>
    <message>
        <source>The preset %1 is kept</source>
        <translation>ひな形 %1 を保存しました</translation>
    </message>
    <message>
        <source>Kept. It holds for what is opened or connected from now on.</source>
        <translation>保存しました。以後に開く・接続するものに適用します。</translation>
    </message>
    <message>
        <source>Import a table of sources</source>
        <translation>情報源表を取り込む</translation>
    </message>
    <message>
        <source>Source tables (*.json)</source>
        <translation>情報源表 (*.json)</translation>
    </message>
    <message>
        <source>Export the table of sources</source>
        <translation>情報源表を書き出す</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>書き出しました：%1</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>Comparing tracks of different sources…</source>
        <translation>異なる情報源の航跡を比較中…</translation>
    </message>
    <message>
        <source>What was decided about tracks cannot be read</source>
        <translation>航跡についての判断を読めません</translation>
    </message>
    <message>
        <source>The decision is not kept beyond this session</source>
        <translation>判断はこのセッション限りで、保存されません</translation>
    </message>
    <message>
        <source>The input&apos;s own records are not released to partners</source>
        <translation>入力元の記録そのものはパートナーには公開されません</translation>
    </message>
</context>
<context>
    <name>sorami::KeysPage</name>
    <message>
        <source>Keyboard</source>
        <translation>キー割り当て</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Keys that are a single letter or sign</source>
        <translation>1 文字だけのキーを使う</translation>
    </message>
    <message>
        <source>All as delivered</source>
        <translation>すべて初期設定に戻す</translation>
    </message>
    <message>
        <source>Key for %1</source>
        <translation>%1 のキー</translation>
    </message>
    <message>
        <source>“%1” had this key and is now without one.</source>
        <translation>「%1」に割り当てられていたキーを外しました。</translation>
    </message>
</context>
<context>
    <name>sorami::LaneView</name>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>%1, playing %2</source>
        <translation>%1、%2 で再生中</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1、一時停止</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>報告数</translation>
    </message>
    <message>
        <source>%1 of %2 sources</source>
        <translation>情報源 %2 中 %1</translation>
    </message>
    <message>
        <source>1 source</source>
        <translation>情報源 1</translation>
    </message>
    <message>
        <source>%1 sources</source>
        <translation>情報源 %1</translation>
    </message>
    <message>
        <source>events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>story</source>
        <translation>ストーリー</translation>
    </message>
    <message>
        <source>log</source>
        <translation>日誌</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>計画</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>探知</translation>
    </message>
    <message>
        <source>%1  silence of %2</source>
        <translation>%1  途絶 %2</translation>
    </message>
    <message>
        <source>%1  %2 reports a second</source>
        <translation>%1  報告 %2 件/秒</translation>
    </message>
    <message>
        <source>%1  %2 reports a minute</source>
        <translation>%1  報告 %2 件/分</translation>
    </message>
</context>
<context>
    <name>sorami::LayerPanel</name>
    <message>
        <source>LAYERS</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>COVERAGE</source>
        <translation>覆域</translation>
    </message>
    <message>
        <source>All active sensors</source>
        <translation>有効な全センサー</translation>
    </message>
    <message>
        <source>Off: only the selected sensor</source>
        <translation>オフ：選択中のセンサーのみ</translation>
    </message>
    <message>
        <source>TRACKS</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Two lines</source>
        <translation>2 行</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>全項目</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>軌跡</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分</translation>
    </message>
    <message>
        <source>2 min</source>
        <translation>2 分</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分</translation>
    </message>
    <message>
        <source>60 min</source>
        <translation>60 分</translation>
    </message>
    <message>
        <source>Trail look</source>
        <translation>軌跡の形</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>線</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Trail colour</source>
        <translation>軌跡の色</translation>
    </message>
    <message>
        <source>Affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>Speed vectors</source>
        <translation>速度ベクトル</translation>
    </message>
    <message>
        <source>4 min</source>
        <translation>4 分</translation>
    </message>
    <message>
        <source>8 min</source>
        <translation>8 分</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>シンボル</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>What the second and third line of a label say</source>
        <translation>ラベルの 2 行目・3 行目の内容</translation>
    </message>
    <message>
        <source>Altitude and trend</source>
        <translation>高度と傾向</translation>
    </message>
    <message>
        <source>Ground speed</source>
        <translation>対地速度</translation>
    </message>
    <message>
        <source>Track, true</source>
        <translation>針路、真方位</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>上昇率</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>Squawk</source>
        <translation>スコーク</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Label fields</source>
        <translation>ラベルの項目</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>経過時間</translation>
    </message>
    <message>
        <source>APP-6</source>
        <translation>APP-6</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>簡易</translation>
    </message>
    <message>
        <source>Radar scope</source>
        <translation>レーダースコープ</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Symbol size</source>
        <translation>シンボルの大きさ</translation>
    </message>
    <message>
        <source>style of a map</source>
        <translation>地図の表示様式</translation>
    </message>
    <message>
        <source>remove a map</source>
        <translation>地図を除去</translation>
    </message>
    <message>
        <source>order of maps</source>
        <translation>地図の順序</translation>
    </message>
    <message>
        <source>Pd of the best sensor</source>
        <translation>最良センサーの探知確率</translation>
    </message>
</context>
<context>
    <name>sorami::LayerRow</name>
    <message>
        <source>1 : %1</source>
        <translation>1 : %1</translation>
    </message>
    <message>
        <source>%1: shown or not</source>
        <translation>%1：表示・非表示</translation>
    </message>
    <message>
        <source>This layer alone; once more brings the others back</source>
        <translation>このレイヤーだけを表示。もう一度でほかも表示</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>%1 のみ</translation>
    </message>
    <message>
        <source>Opacity, scales, order and legend</source>
        <translation>不透明度・縮尺・順序・凡例</translation>
    </message>
    <message>
        <source>How %1 is shown</source>
        <translation>%1 の表示</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>by scale</source>
        <translation>縮尺による</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>制限なし</translation>
    </message>
    <message>
        <source>The largest scale it is shown at: nearer than that it goes</source>
        <translation>表示する最大縮尺。これより近いと表示しません</translation>
    </message>
    <message>
        <source>The smallest scale it is shown at: farther out it goes</source>
        <translation>表示する最小縮尺。これより遠いと表示しません</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>近い側</translation>
    </message>
    <message>
        <source>Farthest</source>
        <translation>遠い側</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Draw it over the next one</source>
        <translation>1 つ上に描く</translation>
    </message>
    <message>
        <source>Draw it beneath the one before</source>
        <translation>1 つ下に描く</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>除去</translation>
    </message>
    <message>
        <source>Releasable</source>
        <translation>提供先</translation>
    </message>
    <message>
        <source>Partners that may see it, with commas; ALL for everyone</source>
        <translation>見てよい相手、コンマ区切り。全員は ALL</translation>
    </message>
    <message>
        <source>theme&apos;s</source>
        <translation>テーマの色</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>線</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>塗り</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Always shown</source>
        <translation>常に表示</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>A while after</source>
        <translation>その後しばらく</translation>
    </message>
    <message>
        <source>While</source>
        <translation>その間</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>sorami::LibraryDialog</name>
    <message>
        <source>Open from a team library</source>
        <translation>共有ライブラリーから開く</translation>
    </message>
    <message>
        <source>Address of the library</source>
        <translation>ライブラリーのアドレス</translation>
    </message>
    <message>
        <source>List</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>From</source>
        <translation>始点</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終点</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新数</translation>
    </message>
    <message>
        <source>Recordings in the library</source>
        <translation>ライブラリー内の記録</translation>
    </message>
    <message>
        <source>Passwords are read from ~/.pgpass; one typed into the address is not kept.</source>
        <translation>パスワードは ~/.pgpass から読みます。アドレスに入力したものは保存しません。</translation>
    </message>
    <message>
        <source>An address looks like postgresql://user@server/database.</source>
        <translation>アドレスの例：postgresql://user@server/database</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>サーバーに問い合わせ中…</translation>
    </message>
    <message>
        <source>Number %1, pushed by %2 on %3</source>
        <translation>番号 %1、%3 に %2 が登録</translation>
    </message>
    <message>
        <source>The library is empty. `sorami library push` fills it.</source>
        <translation>ライブラリーは空です。`sorami library push` で登録します。</translation>
    </message>
    <message>
        <source>1 recording</source>
        <translation>記録 1 件</translation>
    </message>
    <message>
        <source>%1 recordings</source>
        <translation>記録 %1 件</translation>
    </message>
</context>
<context>
    <name>sorami::LinkTool</name>
    <message>
        <source>Drag from one site to another, or click both · Esc leaves</source>
        <translation>サイトから別のサイトへドラッグ、または両方をクリック・Esc で終了</translation>
    </message>
    <message>
        <source>Click the site at the other end · Esc takes back</source>
        <translation>もう一方のサイトをクリック・Esc で取り消し</translation>
    </message>
    <message>
        <source>link %1 – %2</source>
        <translation>回線 %1 – %2</translation>
    </message>
</context>
<context>
    <name>sorami::LinksPage</name>
    <message>
        <source>off in plan</source>
        <translation>計画でオフ</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>no centre</source>
        <translation>指令所なし</translation>
    </message>
    <message>
        <source>up</source>
        <translation>通</translation>
    </message>
    <message>
        <source>up, grazing</source>
        <translation>通（すれすれ）</translation>
    </message>
    <message>
        <source>up, terrain unknown</source>
        <translation>通（地形不明）</translation>
    </message>
    <message>
        <source>end off</source>
        <translation>端がオフ</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>遮蔽</translation>
    </message>
    <message>
        <source>rain</source>
        <translation>降雨</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>端なし</translation>
    </message>
    <message>
        <source> mm/h</source>
        <translation> mm/h</translation>
    </message>
    <message>
        <source>Over all microwave links (ITU-R P.838, P.530)</source>
        <translation>すべてのマイクロ波回線に適用（ITU-R P.838、P.530）</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>降雨</translation>
    </message>
    <message>
        <source>Site or link</source>
        <translation>サイト／回線</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>coverage lost</source>
        <translation>覆域の減少</translation>
    </message>
    <message>
        <source>Untick to see what is lost without it. The plan itself stays as it is.</source>
        <translation>チェックを外すと、それなしで失うものが分かります。計画は変わりません。</translation>
    </message>
    <message>
        <source>All on again</source>
        <translation>すべてオンに戻す</translation>
    </message>
    <message>
        <source>Take into the plan</source>
        <translation>計画に反映</translation>
    </message>
    <message>
        <source>Switches off in the plan what is off here; one step of undo</source>
        <translation>ここでオフのものを計画でもオフにします。1 回で元に戻せます</translation>
    </message>
    <message>
        <source>Worst failures of up to three</source>
        <translation>最大 3 か所の最悪の故障</translation>
    </message>
    <message>
        <source>Failing together</source>
        <translation>同時に故障</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>前 %1</translation>
    </message>
    <message>
        <source>%1 covered</source>
        <translation>覆域 %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Every set of one, two and three was tried: %1.</source>
        <translation>1～3 か所の組合せをすべて試しました：%1。</translation>
    </message>
    <message>
        <source>%1 sets were tried. Only a part of all sets: %2.</source>
        <translation>%1 通りを試しました。全組合せの一部です：%2。</translation>
    </message>
    <message>
        <source>%1 covered. The plan has no control centre: links do not matter yet</source>
        <translation>覆域 %1。計画に指令所がないため、回線はまだ影響しません</translation>
    </message>
    <message>
        <source>Diffraction (P.526)</source>
        <translation>回折（P.526）</translation>
    </message>
    <message>
        <source>Longley–Rice (ITM)</source>
        <translation>ロングリー・ライス（ITM）</translation>
    </message>
    <message>
        <source>What links on the ground lose over terrain. Links of aircraft are judged by ITU-R P.528</source>
        <translation>地上回線が地形で失う分。航空機の回線は ITU-R P.528 で判定します</translation>
    </message>
    <message>
        <source>Loss model</source>
        <translation>伝搬損失モデル</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of the time the loss is not exceeded (ITM, P.528); diffraction does not vary</source>
        <translation>損失がこの値を超えない時間の割合（ITM、P.528）。回折は時間で変わりません</translation>
    </message>
    <message>
        <source>Share of the time</source>
        <translation>時間率</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>停止中</translation>
    </message>
    <message numerus="yes">
        <source>%1 covered, %n sensors reach no working centre</source>
        <translation>
            <numerusform>覆域 %1、センサー %n 基が稼働中の指令所に届きません</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sorami::LiveDesk</name>
    <message>
        <source>it could not be saved as %1; it is kept at %2</source>
        <translation>%1 に保存できませんでした。%2 に残しています</translation>
    </message>
</context>
<context>
    <name>sorami::LivePanel</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Live sources</source>
        <translation>ライブ情報源</translation>
    </message>
    <message>
        <source>CONNECT</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Kind of source</source>
        <translation>情報源の種別</translation>
    </message>
    <message>
        <source>What is it? Choose, then fill in the address</source>
        <translation>種別を選び、アドレスを入力してください</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>SOURCES</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>No source is connected. What comes in is drawn at once and recorded; you can go back in time while it goes on.</source>
        <translation>接続中の情報源はありません。受信したものはすぐに表示・記録され、受信を続けながら過去に戻れます。</translation>
    </message>
    <message>
        <source>RECORDING</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Stop and save as…</source>
        <translation>停止して名前を付けて保存…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>The standard input is for the command line: sorami record</source>
        <translation>標準入力はコマンドライン用です：sorami record</translation>
    </message>
    <message>
        <source>%1 reports</source>
        <translation>報告 %1 件</translation>
    </message>
    <message>
        <source>safe after %1</source>
        <translation>保存まで %1</translation>
    </message>
    <message>
        <source>clock %1</source>
        <translation>時計 %1</translation>
    </message>
    <message>
        <source>corrected by %1</source>
        <translation>補正 %1</translation>
    </message>
    <message>
        <source>last seen %1</source>
        <translation>最終受信 %1</translation>
    </message>
    <message>
        <source>%1 put in order</source>
        <translation>並べ替え %1 件</translation>
    </message>
    <message>
        <source>%1 connections</source>
        <translation>接続 %1 回</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>ほか %1</translation>
    </message>
    <message>
        <source>Errors: %1</source>
        <translation>エラー：%1</translation>
    </message>
    <message>
        <source>The last one: %1</source>
        <translation>直近のエラー：%1</translation>
    </message>
    <message>
        <source>Dropped: %1</source>
        <translation>破棄：%1</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>補正を取り消す</translation>
    </message>
    <message>
        <source>Its clock is steadily wrong by %1: correct it</source>
        <translation>時計が一定して %1 ずれています：補正する</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>除去</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>NOT WRITTEN: %1</source>
        <translation>書き込まれていません：%1</translation>
    </message>
    <message>
        <source>%1 updates wait in memory and are tried each second</source>
        <translation>更新 %1 件がメモリーで待機し、毎秒再試行します</translation>
    </message>
    <message>
        <source>%1 updates of %2 tracks</source>
        <translation>更新 %1 件、航跡 %2</translation>
    </message>
    <message>
        <source>safe since %1</source>
        <translation>%1 以降は保存済み</translation>
    </message>
    <message>
        <source>picture every %1 s, the machine is busy</source>
        <translation>描画間隔 %1 秒、処理が混んでいます</translation>
    </message>
    <message>
        <source>not recorded: %1</source>
        <translation>未記録：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sorami::MainWindow</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Connect live source…</source>
        <translation>ライブ情報源に接続…</translation>
    </message>
    <message>
        <source>Stop live recording</source>
        <translation>ライブ記録を停止</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>ライブに戻る</translation>
    </message>
    <message>
        <source>The live recording is written again</source>
        <translation>ライブ記録の書き込みが再開しました</translation>
    </message>
    <message>
        <source>The live recording is not written: %1</source>
        <translation>ライブ記録を書き込めません：%1</translation>
    </message>
    <message>
        <source>What comes in is kept in memory and tried each second. Make room on the disk.</source>
        <translation>受信内容はメモリーに残し、毎秒再試行します。ディスクの空きを増やしてください。</translation>
    </message>
    <message>
        <source>Nothing can be received: %1</source>
        <translation>受信できません：%1</translation>
    </message>
    <message>
        <source>The live recording could not be completed</source>
        <translation>ライブ記録を完了できませんでした</translation>
    </message>
    <message>
        <source>Live has ended; nothing was received, and nothing is kept</source>
        <translation>ライブ終了。受信がなかったため何も残していません</translation>
    </message>
    <message>
        <source>The live recording is complete</source>
        <translation>ライブ記録が完了しました</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>The live recording goes on behind what you have opened</source>
        <translation>開いたものの裏でライブ記録は続いています</translation>
    </message>
    <message>
        <source>Save live recording</source>
        <translation>ライブ記録を保存</translation>
    </message>
    <message>
        <source>Recordings (*.sorec)</source>
        <translation>記録 (*.sorec)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>It could not be saved there; it is kept where it was</source>
        <translation>そこには保存できませんでした。元の場所に残しています</translation>
    </message>
    <message>
        <source>Live recording</source>
        <translation>ライブ記録</translation>
    </message>
    <message>
        <source>A live recording is running.</source>
        <translation>ライブ記録中です。</translation>
    </message>
    <message>
        <source>It is kept at
%1</source>
        <translation>保存場所：
%1</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>停止して終了</translation>
    </message>
    <message>
        <source>Save as and quit…</source>
        <translation>名前を付けて保存し終了…</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>記録を続ける</translation>
    </message>
    <message>
        <source>A live recording was cut off; what was received is kept</source>
        <translation>ライブ記録が途中で切れました。受信分は残っています</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>デモを開く</translation>
    </message>
    <message>
        <source>Open from a team library…</source>
        <translation>共有ライブラリーから開く…</translation>
    </message>
    <message>
        <source>Add map layer…</source>
        <translation>地図レイヤーを追加…</translation>
    </message>
    <message>
        <source>Remove added map layers</source>
        <translation>追加した地図レイヤーを外す</translation>
    </message>
    <message>
        <source>Add terrain…</source>
        <translation>地形を追加…</translation>
    </message>
    <message>
        <source>Add terrain folder…</source>
        <translation>地形フォルダーを追加…</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>計画を保存</translation>
    </message>
    <message>
        <source>Save plan as…</source>
        <translation>計画に名前を付けて保存…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直し</translation>
    </message>
    <message>
        <source>Delete what is selected</source>
        <translation>選択したものを削除</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Back out</source>
        <translation>一段戻る</translation>
    </message>
    <message>
        <source>Select and move</source>
        <translation>選択・移動</translation>
    </message>
    <message>
        <source>Measure range and bearing</source>
        <translation>方位・距離を測る</translation>
    </message>
    <message>
        <source>Place a radar</source>
        <translation>レーダーを置く</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>再生／一時停止</translation>
    </message>
    <message>
        <source>Play backward</source>
        <translation>逆再生</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Play forward</source>
        <translation>順再生</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>1 ステップ戻る</translation>
    </message>
    <message>
        <source>One step forward</source>
        <translation>1 ステップ進む</translation>
    </message>
    <message>
        <source>Back 10 s</source>
        <translation>10 秒戻る</translation>
    </message>
    <message>
        <source>Forward 10 s</source>
        <translation>10 秒進む</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>前のイベント</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>次のイベント</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>先頭へ</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>末尾へ</translation>
    </message>
    <message>
        <source>Half the rate</source>
        <translation>速度を半分に</translation>
    </message>
    <message>
        <source>Double the rate</source>
        <translation>速度を倍に</translation>
    </message>
    <message>
        <source>Real time, 1×</source>
        <translation>実時間、1×</translation>
    </message>
    <message>
        <source>Loop begins here</source>
        <translation>ループ開始点</translation>
    </message>
    <message>
        <source>Loop ends here</source>
        <translation>ループ終了点</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>ループ</translation>
    </message>
    <message>
        <source>Go to time…</source>
        <translation>時刻へ移動…</translation>
    </message>
    <message>
        <source>Zoom timeline in</source>
        <translation>タイムラインを拡大</translation>
    </message>
    <message>
        <source>Zoom timeline out</source>
        <translation>タイムラインを縮小</translation>
    </message>
    <message>
        <source>Whole timeline</source>
        <translation>タイムライン全体</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Pan north</source>
        <translation>北へ移動</translation>
    </message>
    <message>
        <source>Pan west</source>
        <translation>西へ移動</translation>
    </message>
    <message>
        <source>Pan south</source>
        <translation>南へ移動</translation>
    </message>
    <message>
        <source>Pan east</source>
        <translation>東へ移動</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Fit the selection</source>
        <translation>選択に合わせる</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>全体表示</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>前の表示範囲</translation>
    </message>
    <message>
        <source>Next view</source>
        <translation>次の表示範囲</translation>
    </message>
    <message>
        <source>Projection…</source>
        <translation>図法…</translation>
    </message>
    <message>
        <source>Next way to write positions</source>
        <translation>座標の書き方を切り替え</translation>
    </message>
    <message>
        <source>Aviation or metric units</source>
        <translation>航空単位／メートル法</translation>
    </message>
    <message>
        <source>Contents panel</source>
        <translation>内容パネル</translation>
    </message>
    <message>
        <source>Inspector panel</source>
        <translation>詳細パネル</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全画面</translation>
    </message>
    <message>
        <source>Plan workspace</source>
        <translation>計画画面</translation>
    </message>
    <message>
        <source>Brief workspace</source>
        <translation>ブリーフィング画面</translation>
    </message>
    <message>
        <source>Present workspace</source>
        <translation>発表画面</translation>
    </message>
    <message>
        <source>Day, dusk or night</source>
        <translation>昼・薄暮・夜</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>文字を小さく</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>動きを減らす</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>キー割り当て…</translation>
    </message>
    <message>
        <source>About Sorami…</source>
        <translation>Sorami について…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近使ったもの</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>計画</translation>
    </message>
    <message>
        <source>Lay out sites and see what they cover  ·  Ctrl+1</source>
        <translation>サイトを配置し覆域を見る・Ctrl+1</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>ブリーフィング</translation>
    </message>
    <message>
        <source>Play a recording and look into it  ·  Ctrl+2</source>
        <translation>記録を再生して調べる・Ctrl+2</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>発表</translation>
    </message>
    <message>
        <source>Only the picture and the time  ·  Ctrl+3</source>
        <translation>画面と時刻だけ・Ctrl+3</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Nothing is selected.

Click a site or a track on the map, or choose one in a list. Its details appear here.</source>
        <translation>何も選択されていません。

地図のサイトや航跡をクリックするか、一覧で選ぶと、ここに詳細を表示します。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>How positions are written  ·  click to change</source>
        <translation>座標の書き方・クリックで変更</translation>
    </message>
    <message>
        <source>Position under the pointer</source>
        <translation>ポインター位置</translation>
    </message>
    <message>
        <source>Time the last frame took to draw</source>
        <translation>直前の 1 コマの描画時間</translation>
    </message>
    <message>
        <source>Open a recording or drop a file here</source>
        <translation>記録を開くか、ファイルをここにドロップ</translation>
    </message>
    <message>
        <source>ASTERIX, SBS-1 and readsb recordings, plans (.soplan),
and elevation rasters (GeoTIFF, DTED, HGT, VRT).</source>
        <translation>ASTERIX、SBS-1、readsb の記録、計画（.soplan）、
標高データ（GeoTIFF、DTED、HGT、VRT）。</translation>
    </message>
    <message>
        <source>Connect live…</source>
        <translation>ライブに接続…</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>ストーリー</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Handed over %1</source>
        <translation>書き出しました：%1</translation>
    </message>
    <message>
        <source>%1 was not made</source>
        <translation>%1 を作成できませんでした</translation>
    </message>
    <message>
        <source>Briefing</source>
        <translation>ブリーフィング</translation>
    </message>
    <message>
        <source>Add a storyboard step</source>
        <translation>ストーリーボードにステップを追加</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>次のステップ</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>前のステップ</translation>
    </message>
    <message>
        <source>Present from the first step</source>
        <translation>先頭のステップから発表</translation>
    </message>
    <message>
        <source>Present from this step</source>
        <translation>このステップから発表</translation>
    </message>
    <message>
        <source>Black screen</source>
        <translation>黒画面</translation>
    </message>
    <message>
        <source>Laser pointer</source>
        <translation>レーザーポインター</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>ペン</translation>
    </message>
    <message>
        <source>Wipe what the pen drew</source>
        <translation>ペンの書き込みを消す</translation>
    </message>
    <message>
        <source>Speaker&apos;s window</source>
        <translation>発表者ウィンドウ</translation>
    </message>
    <message>
        <source>To step %1</source>
        <translation>ステップ %1 へ</translation>
    </message>
    <message>
        <source>Filter tracks…</source>
        <translation>航跡を絞り込む…</translation>
    </message>
    <message>
        <source>Take the filter off</source>
        <translation>フィルターを解除</translation>
    </message>
    <message>
        <source>Follow the selected track</source>
        <translation>選択中の航跡を追尾</translation>
    </message>
    <message>
        <source>To the closest approach of the pair</source>
        <translation>2 航跡の最接近時刻へ</translation>
    </message>
    <message>
        <source>All labels back to automatic places</source>
        <translation>ラベルをすべて自動配置に戻す</translation>
    </message>
    <message>
        <source>Add recordings to the timeline…</source>
        <translation>タイムラインに記録を追加…</translation>
    </message>
    <message>
        <source>Add recordings that begin together…</source>
        <translation>同時に始まる記録を追加…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Copy a link to this moment</source>
        <translation>この時点へのリンクをコピー</translation>
    </message>
    <message>
        <source>Open the copied link</source>
        <translation>コピーしたリンクを開く</translation>
    </message>
    <message>
        <source>The storyboard has no steps yet</source>
        <translation>ストーリーボードにステップがありません</translation>
    </message>
    <message>
        <source>Bring the picture to a moment that matters and press B.</source>
        <translation>重要な時点を表示して B を押してください。</translation>
    </message>
    <message>
        <source>Choose two tracks</source>
        <translation>航跡を 2 つ選んでください</translation>
    </message>
    <message>
        <source>Click one, then Ctrl+click the other: their range and bearing show. C then goes to the moment they are closest.</source>
        <translation>1 つをクリックし、もう 1 つを Ctrl+クリックすると、距離と方位を表示します。C で最接近の時刻へ移動します。</translation>
    </message>
    <message>
        <source>The two tracks are never there together</source>
        <translation>2 つの航跡が同時に存在する時刻がありません</translation>
    </message>
    <message>
        <source>%1 apart</source>
        <translation>間隔 %1</translation>
    </message>
    <message>
        <source>Closest at %1</source>
        <translation>最接近 %1</translation>
    </message>
    <message>
        <source>A link to this moment is copied</source>
        <translation>この時点へのリンクをコピーしました</translation>
    </message>
    <message>
        <source>The link does not open</source>
        <translation>リンクを開けません</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Plans (*.soplan)</source>
        <translation>計画 (*.soplan)</translation>
    </message>
    <message>
        <source>Elevation (*.tif *.tiff *.hgt *.dt0 *.dt1 *.dt2 *.vrt *.asc)</source>
        <translation>標高 (*.tif *.tiff *.hgt *.dt0 *.dt1 *.dt2 *.vrt *.asc)</translation>
    </message>
    <message>
        <source>Add map layer</source>
        <translation>地図レイヤーを追加</translation>
    </message>
    <message>
        <source>Vectors (*.shp *.gpkg *.geojson *.json *.kml *.fgb *.gml *.dxf)</source>
        <translation>ベクター (*.shp *.gpkg *.geojson *.json *.kml *.fgb *.gml *.dxf)</translation>
    </message>
    <message>
        <source>Rasters (*.tif *.tiff *.vrt *.png *.jpg *.jp2 *.mbtiles *.xml)</source>
        <translation>ラスター (*.tif *.tiff *.vrt *.png *.jpg *.jp2 *.mbtiles *.xml)</translation>
    </message>
    <message>
        <source>Add a folder of terrain</source>
        <translation>地形フォルダーを追加</translation>
    </message>
    <message>
        <source>Add terrain</source>
        <translation>地形を追加</translation>
    </message>
    <message>
        <source>Elevation (*.tif *.tiff *.hgt *.dt0 *.dt1 *.dt2 *.vrt *.asc *.img)</source>
        <translation>標高 (*.tif *.tiff *.hgt *.dt0 *.dt1 *.dt2 *.vrt *.asc *.img)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>The plan was not saved</source>
        <translation>計画を保存できませんでした</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>別の場所に保存…</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>まだ何も開いていません</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>記録が開かれていません</translation>
    </message>
    <message>
        <source>A time is needed, such as 0612Z, 1512JST, +90s or 2026-08-12T06:12:30Z</source>
        <translation>時刻を入力してください。例：0612Z、1512JST、+90s、2026-08-12T06:12:30Z</translation>
    </message>
    <message>
        <source>The recording runs from %1 to %2</source>
        <translation>記録の範囲は %1～%2 です</translation>
    </message>
    <message>
        <source>About Sorami</source>
        <translation>Sorami について</translation>
    </message>
    <message>
        <source>Air-picture tool: sensor coverage planning and track replay.</source>
        <translation>航空図上ツール：センサー覆域の計画と航跡の再生。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>GNU 一般公衆ライセンス第 3 版以降に基づく自由ソフトウェアです。</translation>
    </message>
    <message>
        <source>Map and elevation:</source>
        <translation>地図と標高：</translation>
    </message>
    <message>
        <source>· no map pack is installed</source>
        <translation>・地図パックは導入されていません</translation>
    </message>
    <message>
        <source>Made with:</source>
        <translation>使用ソフトウェア：</translation>
    </message>
    <message>
        <source>· Qt %1 (LGPL-3.0)</source>
        <translation>・Qt %1 (LGPL-3.0)</translation>
    </message>
    <message>
        <source>· milsymbol (MIT): APP-6 and MIL-STD-2525 symbols</source>
        <translation>・milsymbol (MIT)：APP-6、MIL-STD-2525 シンボル</translation>
    </message>
    <message>
        <source>· GDAL, PROJ, GeographicLib (MIT)</source>
        <translation>・GDAL, PROJ, GeographicLib (MIT)</translation>
    </message>
    <message>
        <source>· SQLite (public domain), Zstandard (BSD), simdjson (Apache-2.0)</source>
        <translation>・SQLite (public domain), Zstandard (BSD), simdjson (Apache-2.0)</translation>
    </message>
    <message>
        <source>· Inter and JetBrains Mono (SIL Open Font Licence)</source>
        <translation>・Inter, JetBrains Mono (SIL Open Font Licence)</translation>
    </message>
    <message>
        <source>%1 of %2 tracks</source>
        <translation>航跡 %2 中 %1</translation>
    </message>
    <message>
        <source>%1 tracks</source>
        <translation>航跡 %1</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>%1 – Sorami</source>
        <translation>%1 – Sorami</translation>
    </message>
    <message>
        <source>Coverage: computing, %1 of %2</source>
        <translation>覆域：計算中、%2 中 %1</translation>
    </message>
    <message>
        <source>Coverage: refining, %1 of %2</source>
        <translation>覆域：詳細計算中、%2 中 %1</translation>
    </message>
    <message>
        <source>Coverage: fine, %1 of %1</source>
        <translation>覆域：詳細、%1/%1 基</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>No coverage: the site is switched off</source>
        <translation>覆域なし：サイトはオフです</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>概略</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>速報</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>%1 · antenna at %2 AMSL · %3 rays, bins of %4</source>
        <translation>%1・空中線 海抜 %2・放射線 %3 本、間隔 %4</translation>
    </message>
    <message>
        <source>off the map</source>
        <translation>地図の外</translation>
    </message>
    <message>
        <source>no terrain</source>
        <translation>地形なし</translation>
    </message>
    <message>
        <source>1 : %1</source>
        <translation>1 : %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>1 track</source>
        <translation>航跡 1</translation>
    </message>
    <message>
        <source>1 label hidden</source>
        <translation>ラベル 1 個を非表示</translation>
    </message>
    <message>
        <source>%1 labels hidden</source>
        <translation>ラベル %1 個を非表示</translation>
    </message>
    <message>
        <source>drawn plainer to be quick: %1</source>
        <translation>速度優先で簡略表示：%1</translation>
    </message>
    <message>
        <source>vectors %1 min</source>
        <translation>ベクトル %1 分</translation>
    </message>
    <message>
        <source>Fit it</source>
        <translation>縮尺を合わせる</translation>
    </message>
    <message>
        <source>Label back to its automatic place</source>
        <translation>ラベルを自動配置に戻す</translation>
    </message>
    <message>
        <source>Radar here</source>
        <translation>ここにレーダー</translation>
    </message>
    <message>
        <source>Copy coordinates</source>
        <translation>座標をコピー</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>ここから測る</translation>
    </message>
    <message>
        <source>Centre here</source>
        <translation>ここを中心に</translation>
    </message>
    <message>
        <source>Open this moment</source>
        <translation>この時点を開く</translation>
    </message>
    <message>
        <source>link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>centre the map</source>
        <translation>地図の中心にする</translation>
    </message>
    <message>
        <source>Radar at %1</source>
        <translation>%1 にレーダー</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>track</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Add recordings that begin together</source>
        <translation>同時に始まる記録を追加</translation>
    </message>
    <message>
        <source>Add recordings</source>
        <translation>記録を追加</translation>
    </message>
    <message>
        <source>Adding %1</source>
        <translation>%1 を追加中</translation>
    </message>
    <message>
        <source>The recordings were not added</source>
        <translation>記録を追加できませんでした</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>システムの言語</translation>
    </message>
    <message>
        <source>From the next start: %1</source>
        <translation>次の起動から：%1</translation>
    </message>
    <message>
        <source>%1 apart, %2 in height</source>
        <translation>間隔 %1、高度差 %2</translation>
    </message>
    <message>
        <source>Add map service…</source>
        <translation>地図サービスを追加…</translation>
    </message>
    <message>
        <source>More to measure</source>
        <translation>ほかの計測</translation>
    </message>
    <message>
        <source>Measure an area</source>
        <translation>面積を測る</translation>
    </message>
    <message>
        <source>Measure an angle</source>
        <translation>角度を測る</translation>
    </message>
    <message>
        <source>Measure a sector</source>
        <translation>扇形を測る</translation>
    </message>
    <message>
        <source>Range rings</source>
        <translation>距離環</translation>
    </message>
    <message>
        <source>Line of sight, yes or no</source>
        <translation>見通しの有無</translation>
    </message>
    <message>
        <source>Bullseye</source>
        <translation>ブルズアイ</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>計測</translation>
    </message>
    <message>
        <source>The pointer&apos;s place from the plan&apos;s bullseye</source>
        <translation>計画のブルズアイから見たポインター位置</translation>
    </message>
    <message>
        <source>Add map service</source>
        <translation>地図サービスを追加</translation>
    </message>
    <message>
        <source>WMTS:https://…, WMS:https://…?LAYERS=…, or tiles as https://…/{z}/{x}/{y}.png.
It is asked for what the map shows, and for nothing else.</source>
        <translation>WMTS:https://…、WMS:https://…?LAYERS=…、またはタイル https://…/{z}/{x}/{y}.png。
地図の表示に必要なものだけを取得します。</translation>
    </message>
    <message>
        <source>Line of sight from here</source>
        <translation>ここからの見通し</translation>
    </message>
    <message>
        <source>Range rings about here</source>
        <translation>ここを中心に距離環</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日誌</translation>
    </message>
    <message>
        <source>As known then</source>
        <translation>当時の認識</translation>
    </message>
    <message>
        <source>No silence ahead</source>
        <translation>この先に途絶なし</translation>
    </message>
    <message>
        <source>No silence behind</source>
        <translation>これより前に途絶なし</translation>
    </message>
    <message>
        <source>Silences of %1 and more are counted.</source>
        <translation>%1 以上の途絶を数えます。</translation>
    </message>
    <message>
        <source>Over the next silence</source>
        <translation>次の途絶を飛び越す</translation>
    </message>
    <message>
        <source>Back over the last silence</source>
        <translation>前の途絶を飛び越す</translation>
    </message>
    <message>
        <source>Playing leaps over silences</source>
        <translation>再生時に途絶を飛ばす</translation>
    </message>
    <message>
        <source>Write an entry of the log</source>
        <translation>日誌に記入</translation>
    </message>
    <message>
        <source>Import a log…</source>
        <translation>日誌を取り込む…</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>日誌を取り込む</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表 (*.csv *.tsv *.txt);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The log %1 was not read</source>
        <translation>日誌 %1 を読めませんでした</translation>
    </message>
    <message>
        <source>It is larger than a log can be.</source>
        <translation>日誌としては大きすぎます。</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>%1 を取り込み</translation>
    </message>
    <message>
        <source>and %1 more lines</source>
        <translation>ほか %1 行</translation>
    </message>
    <message>
        <source>%1 entries of %2 are in the log</source>
        <translation>%2 から日誌の記事 %1 件を取り込みました</translation>
    </message>
    <message>
        <source>%1, %2: ready %3, reserve %4</source>
        <translation>%1、%2：即応 %3、予備 %4</translation>
    </message>
    <message>
        <source>%1 sets out</source>
        <translation>%1 が出発</translation>
    </message>
    <message>
        <source>%1 has arrived</source>
        <translation>%1 が到着</translation>
    </message>
    <message>
        <source>%1 begins</source>
        <translation>%1 が始まる</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Map and terrain</source>
        <translation>地図と地形</translation>
    </message>
    <message>
        <source>%1 out of service</source>
        <translation>%1 運用停止</translation>
    </message>
    <message>
        <source>%1 back in service</source>
        <translation>%1 運用再開</translation>
    </message>
    <message>
        <source>A screen was lost during the talk</source>
        <translation>発表中に画面が 1 つ失われました</translation>
    </message>
    <message>
        <source>The talk went on with the screen that was left. The speaker&apos;s notes are shown on it when asked for.</source>
        <translation>発表は残った画面で続けました。発表者ノートは求めたときにその画面に表示されます。</translation>
    </message>
    <message>
        <source>Layout: %1</source>
        <translation>配置: %1</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>配置</translation>
    </message>
</context>
<context>
    <name>sorami::MapWidget</name>
    <message>
        <source>Map</source>
        <translation>地図</translation>
    </message>
</context>
<context>
    <name>sorami::MeasureTool</name>
    <message>
        <source>Click to add a leg · double-click ends · Esc clears</source>
        <translation>クリックで区間を追加・ダブルクリックで完了・Esc で消去</translation>
    </message>
    <message>
        <source>Click to measure anew · Esc clears</source>
        <translation>クリックで新たに計測・Esc で消去</translation>
    </message>
    <message>
        <source>Enter keeps it in the plan · click to measure anew · Esc clears</source>
        <translation>Enter で計画に残す・クリックで新たに計測・Esc で消去</translation>
    </message>
    <message>
        <source>Click the first point · type a speed, such as 480 kt · Esc leaves</source>
        <translation>最初の点をクリック・速度を入力（例：480 kt）・Esc で終了</translation>
    </message>
    <message>
        <source>Click the area&apos;s corners · Esc leaves</source>
        <translation>区域の角をクリック・Esc で終了</translation>
    </message>
    <message>
        <source>Click the next corner · double-click ends · Esc clears</source>
        <translation>次の角をクリック・ダブルクリックで完了・Esc で消去</translation>
    </message>
    <message>
        <source>Click the end of the first arm · Esc leaves</source>
        <translation>1 本目の端をクリック・Esc で終了</translation>
    </message>
    <message>
        <source>Click the corner</source>
        <translation>頂点をクリック</translation>
    </message>
    <message>
        <source>Click the end of the other arm</source>
        <translation>もう 1 本の端をクリック</translation>
    </message>
    <message>
        <source>Click the sector&apos;s centre · Esc leaves</source>
        <translation>扇形の中心をクリック・Esc で終了</translation>
    </message>
    <message>
        <source>Click its range on the first edge, or type it, such as 045/60 NM</source>
        <translation>最初の辺の距離をクリック、または入力（例：045/60 NM）</translation>
    </message>
    <message>
        <source>Click the other edge, clockwise</source>
        <translation>時計回りにもう一方の辺をクリック</translation>
    </message>
    <message>
        <source>Click the rings&apos; centre · Esc leaves</source>
        <translation>距離環の中心をクリック・Esc で終了</translation>
    </message>
    <message>
        <source>Click the first ring, or type its radius or 5 x 10 NM</source>
        <translation>最初の環をクリック、または半径か 5 x 10 NM と入力</translation>
    </message>
    <message>
        <source>Click the antenna&apos;s place · type its height above ground, such as 30 m · Esc leaves</source>
        <translation>空中線の位置をクリック・対地高を入力（例：30 m）・Esc で終了</translation>
    </message>
    <message>
        <source>Click what is to be seen, at the slider&apos;s altitude</source>
        <translation>スライダーの高度で、見たい点をクリック</translation>
    </message>
    <message>
        <source>%1 true</source>
        <translation>真方位 %1</translation>
    </message>
    <message>
        <source>%1 true  %2 mag</source>
        <translation>真方位 %1  磁方位 %2</translation>
    </message>
    <message>
        <source>%1 · %2
back %3
%4 at %5</source>
        <translation>%1・%2
逆方位 %3
%5 で %4</translation>
    </message>
    <message>
        <source>
total %1 · %2</source>
        <translation>
合計 %1・%2</translation>
    </message>
    <message>
        <source>from %1 above ground to %2</source>
        <translation>対地 %1 から %2 まで</translation>
    </message>
    <message>
        <source>%1 above ground</source>
        <translation>対地 %1</translation>
    </message>
    <message>
        <source>%1 AMSL</source>
        <translation>海抜 %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1・%2</translation>
    </message>
    <message>
        <source>Line of sight: yes, %1 to spare at %2</source>
        <translation>見通しあり：%2 で余裕 %1</translation>
    </message>
    <message>
        <source>Line of sight: no, %1 too low at %2</source>
        <translation>見通しなし：%2 で %1 不足</translation>
    </message>
    <message>
        <source>no terrain: a smooth earth</source>
        <translation>地形なし：滑らかな地球</translation>
    </message>
    <message>
        <source>part of the ground is unknown</source>
        <translation>地表の一部が不明</translation>
    </message>
    <message>
        <source>%1 · around %2</source>
        <translation>%1・周囲 %2</translation>
    </message>
    <message>
        <source>%1° between
%2
%3</source>
        <translation>間の角 %1°
%2
%3</translation>
    </message>
    <message>
        <source>%1 wide, %2 to %3 true
%4 · %5</source>
        <translation>幅 %1、真方位 %2～%3
%4・%5</translation>
    </message>
    <message>
        <source>%1°</source>
        <translation>%1°</translation>
    </message>
    <message>
        <source>%1 rings each %2, to %3</source>
        <translation>環 %1 本、間隔 %2、%3 まで</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>距離環</translation>
    </message>
    <message>
        <source>keep what was measured</source>
        <translation>計測結果を残す</translation>
    </message>
</context>
<context>
    <name>sorami::MeasuredPage</name>
    <message>
        <source>Sensor</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>Its reports</source>
        <translation>その報告</translation>
    </message>
    <message>
        <source>Altitude band</source>
        <translation>高度帯</translation>
    </message>
    <message>
        <source>It reported targets where the model says it is blind</source>
        <translation>モデルでは探知しない場所で目標を報告</translation>
    </message>
    <message>
        <source>The model says it sees, others reported targets there, it did not</source>
        <translation>モデルでは探知する場所で、ほかが報告した目標を報告せず</translation>
    </message>
    <message>
        <source>Fit to the recording</source>
        <translation>記録に合わせる</translation>
    </message>
    <message>
        <source>Looks for the antenna height, earth factor and losses that explain the recording best</source>
        <translation>記録を最もよく説明する空中線高・地球係数・損失を探します</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>fits best</source>
        <translation>最適値</translation>
    </message>
    <message>
        <source>as well from … to</source>
        <translation>同程度の範囲</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>採用する</translation>
    </message>
    <message>
        <source>choose its source</source>
        <translation>情報源を選んでください</translation>
    </message>
    <message>
        <source>no recording is open</source>
        <translation>記録が開かれていません</translation>
    </message>
    <message>
        <source>source %1</source>
        <translation>情報源 %1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>%1 of %2 reports lie where the model sees.</source>
        <translation>報告 %2 件中 %1 件がモデルの探知域内です。</translation>
    </message>
    <message>
        <source> No other source tells where it missed targets.</source>
        <translation> 目標の見逃しを示すほかの情報源がありません。</translation>
    </message>
    <message>
        <source> %1 reports have no altitude and are left out.</source>
        <translation> 高度のない報告 %1 件は除きました。</translation>
    </message>
    <message>
        <source>Antenna height, m</source>
        <translation>空中線高、m</translation>
    </message>
    <message>
        <source>Earth factor k</source>
        <translation>地球係数 k</translation>
    </message>
    <message>
        <source>Losses, dB</source>
        <translation>損失、dB</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>%1 … %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>%1 … %2, hardly told</source>
        <translation>%1～%2、ほぼ判別不能</translation>
    </message>
    <message>
        <source>Recording and model differ on %1 % of what can be judged, with these values on %2 % (%3 cells, %4 reports).</source>
        <translation>判定できる部分の不一致は %1 %、この値では %2 %（%3 セル、報告 %4 件）。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>both</source>
        <translation>両方探知</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>両方なし</translation>
    </message>
    <message>
        <source>more</source>
        <translation>実測のみ</translation>
    </message>
    <message>
        <source>less</source>
        <translation>予測のみ</translation>
    </message>
    <message>
        <source>It reported targets where the model says it sees</source>
        <translation>モデルの探知域内で目標を報告しました</translation>
    </message>
    <message>
        <source>The model says it is blind, others reported targets there, it did not</source>
        <translation>モデルでは探知域外で、他のセンサーは目標を報告しましたが、このセンサーは報告していません</translation>
    </message>
    <message>
        <source>%1 · map</source>
        <translation>%1・地図</translation>
    </message>
</context>
<context>
    <name>sorami::MessageArea</name>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 件</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>sorami::NarrativePanel</name>
    <message>
        <source>Search text, author, marking</source>
        <translation>本文・筆者・秘区分を検索</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>日誌を検索</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Writes an entry at the present time</source>
        <translation>現在の時刻で記事を書きます</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>Reads a log from a table: time, author, marking, text</source>
        <translation>表から日誌を読みます：時刻、筆者、秘区分、本文</translation>
    </message>
    <message>
        <source>Narrative log</source>
        <translation>経過日誌</translation>
    </message>
    <message>
        <source>Set to now</source>
        <translation>現在に設定</translation>
    </message>
    <message>
        <source>The entry takes the time on the clock</source>
        <translation>記事の時刻を時計に合わせます</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>筆者</translation>
    </message>
    <message>
        <source>Marking: the plan&apos;s</source>
        <translation>秘区分：計画と同じ</translation>
    </message>
    <message>
        <source>Marking of this entry</source>
        <translation>この記事の秘区分</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Text of the entry</source>
        <translation>記事の本文</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>除去</translation>
    </message>
    <message>
        <source>time of entry</source>
        <translation>記事の時刻</translation>
    </message>
    <message>
        <source>author</source>
        <translation>筆者</translation>
    </message>
    <message>
        <source>marking</source>
        <translation>秘区分</translation>
    </message>
    <message>
        <source>text</source>
        <translation>本文</translation>
    </message>
    <message>
        <source>The log is empty.
Add an entry at the present time, or import a table of time, author, marking and text.</source>
        <translation>日誌は空です。
現在の時刻で記事を追加するか、時刻・筆者・秘区分・本文の表を取り込んでください。</translation>
    </message>
    <message>
        <source>No entry has these words; %1 in all.</source>
        <translation>該当する記事なし。全 %1 件。</translation>
    </message>
    <message>
        <source>Show step %1</source>
        <translation>ステップ %1 を表示</translation>
    </message>
    <message>
        <source>Make a step of it</source>
        <translation>ステップにする</translation>
    </message>
    <message>
        <source>add entry</source>
        <translation>記事を追加</translation>
    </message>
    <message>
        <source>remove entry</source>
        <translation>記事を除去</translation>
    </message>
</context>
<context>
    <name>sorami::NetworkDesk</name>
    <message>
        <source>%1 at %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Network coverage and gaps</source>
        <translation>ネットワークの覆域と間隙</translation>
    </message>
    <message>
        <source>What if: links and failures</source>
        <translation>仮定：回線と故障</translation>
    </message>
    <message>
        <source>What sees a point?</source>
        <translation>この地点を探知するもの</translation>
    </message>
    <message>
        <source>Where next? Propose sites</source>
        <translation>次の配置：サイトの提案</translation>
    </message>
    <message>
        <source>Detection along a track</source>
        <translation>航跡に沿った探知</translation>
    </message>
    <message>
        <source>Compare plans</source>
        <translation>計画の比較</translation>
    </message>
    <message>
        <source>Coverage: altitude bands</source>
        <translation>覆域：高度帯</translation>
    </message>
    <message>
        <source>Coverage: how many sensors</source>
        <translation>覆域：センサー数</translation>
    </message>
    <message>
        <source>Coverage: lowest altitude seen</source>
        <translation>覆域：最低探知高度</translation>
    </message>
    <message>
        <source>What sees this point?</source>
        <translation>この地点を探知するもの</translation>
    </message>
    <message>
        <source>switch off what the board has off</source>
        <translation>検討中のオフを計画に反映</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>%1, as it was</source>
        <translation>変更前の %1</translation>
    </message>
    <message>
        <source>Plan to compare with</source>
        <translation>比較する計画</translation>
    </message>
    <message>
        <source>Plans (*.soplan)</source>
        <translation>計画 (*.soplan)</translation>
    </message>
    <message>
        <source>first seen</source>
        <translation>初探知</translation>
    </message>
    <message>
        <source>The plan has no area of interest: draw one first.</source>
        <translation>計画に関心区域がありません。先に描いてください。</translation>
    </message>
    <message>
        <source>High ground needs terrain: add some, or choose “Anywhere in the area”.</source>
        <translation>高所の選択には地形が必要です。地形を追加するか、「区域内のどこでも」を選んでください。</translation>
    </message>
    <message>
        <source>The plan has no area for candidates: draw one and set its kind.</source>
        <translation>計画に候補区域がありません。区域を描き、種別を設定してください。</translation>
    </message>
    <message>
        <source>Proposal %1</source>
        <translation>提案 %1</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>提案：%1</translation>
    </message>
    <message>
        <source>take over proposal %1</source>
        <translation>提案 %1 を採用</translation>
    </message>
    <message>
        <source>Measured against predicted</source>
        <translation>実測と予測</translation>
    </message>
    <message>
        <source>Coverage: Pd of all together</source>
        <translation>覆域：総合 Pd</translation>
    </message>
    <message>
        <source>Coverage: Pd of the best sensor</source>
        <translation>覆域：最良センサーの Pd</translation>
    </message>
    <message>
        <source>Coverage: revisit time</source>
        <translation>覆域：再訪間隔</translation>
    </message>
    <message>
        <source>What sees this track?</source>
        <translation>この航跡を探知するもの</translation>
    </message>
    <message>
        <source>The track has no altitude now</source>
        <translation>航跡に現在の高度がありません</translation>
    </message>
    <message>
        <source>The track is not there now</source>
        <translation>航跡は現在ありません</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>ファイルから…</translation>
    </message>
    <message>
        <source>Open a recording in which the sensor reported.</source>
        <translation>このセンサーが報告した記録を開いてください。</translation>
    </message>
    <message>
        <source>Choose the source of the recording that is this sensor.</source>
        <translation>このセンサーに当たる記録の情報源を選んでください。</translation>
    </message>
    <message>
        <source>The plan has no sensor that stands still and has coverage.</source>
        <translation>計画に、固定で覆域を持つセンサーがありません。</translation>
    </message>
    <message>
        <source>fitted to the recording</source>
        <translation>記録に合わせる</translation>
    </message>
    <message>
        <source>Check the plan</source>
        <translation>計画を点検</translation>
    </message>
</context>
<context>
    <name>sorami::NetworkLayer</name>
    <message>
        <source>Network analysis</source>
        <translation>ネットワーク解析</translation>
    </message>
</context>
<context>
    <name>sorami::NetworkLayer::Shared</name>
    <message>
        <source>blocked at %1 km</source>
        <translation>%1 km で遮蔽</translation>
    </message>
    <message>
        <source>does not reach a centre</source>
        <translation>指令所に届きません</translation>
    </message>
</context>
<context>
    <name>sorami::NetworkPanel</name>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>覆域</translation>
    </message>
    <message>
        <source>How much is covered, and where the gaps are</source>
        <translation>覆域の広さと間隙の場所</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>回線</translation>
    </message>
    <message>
        <source>Switch sites and links off, and see what is lost</source>
        <translation>サイトや回線をオフにして、失うものを見る</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>What sees a point, and why not</source>
        <translation>地点を探知するセンサーと、しない理由</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Where should the next sensors stand?</source>
        <translation>次のセンサーをどこに置くか</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警戒</translation>
    </message>
    <message>
        <source>When a track or a threat is seen</source>
        <translation>航跡や脅威をいつ探知するか</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Two plans: gained and lost</source>
        <translation>2 つの計画：増加と減少</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>実測</translation>
    </message>
    <message>
        <source>What a recording shows that a sensor sees, beside what the model says</source>
        <translation>記録が示すセンサーの探知と、モデルの予測</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>点検</translation>
    </message>
    <message>
        <source>What is wrong with the plan, or looks it</source>
        <translation>計画の誤りと、おかしく見える点</translation>
    </message>
</context>
<context>
    <name>sorami::NextPage</name>
    <message>
        <source>Cover</source>
        <translation>覆域</translation>
    </message>
    <message>
        <source>Gap filler</source>
        <translation>ギャップフィラー</translation>
    </message>
    <message>
        <source>Long-range radar</source>
        <translation>長距離レーダー</translation>
    </message>
    <message>
        <source>Terminal radar</source>
        <translation>ターミナルレーダー</translation>
    </message>
    <message>
        <source>Secondary radar</source>
        <translation>二次レーダー</translation>
    </message>
    <message>
        <source>With</source>
        <translation>使用するもの</translation>
    </message>
    <message>
        <source>Number of sites</source>
        <translation>サイト数</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>High ground in the area</source>
        <translation>区域内の高所</translation>
    </message>
    <message>
        <source>Anywhere in the area</source>
        <translation>区域内のどこでも</translation>
    </message>
    <message>
        <source>Candidate areas of the plan</source>
        <translation>計画の候補区域</translation>
    </message>
    <message>
        <source>They may stand on</source>
        <translation>配置できる場所</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>%1 か所</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>評価高度</translation>
    </message>
    <message>
        <source>300, 1 000 and 3 000 m</source>
        <translation>300、1 000、3 000 m</translation>
    </message>
    <message>
        <source>100, 300 and 1 000 m</source>
        <translation>100、300、1 000 m</translation>
    </message>
    <message>
        <source>the slider&apos;s altitude</source>
        <translation>スライダーの高度</translation>
    </message>
    <message>
        <source>At</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提案する</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>adds</source>
        <translation>増加</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>採用する</translation>
    </message>
    <message>
        <source>All areas of interest</source>
        <translation>すべての関心区域</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Covered %1 before, %2 with these.</source>
        <translation>覆域は現在 %1、提案後 %2。</translation>
    </message>
    <message>
        <source> %1 of the places looked at so far.</source>
        <translation> これまでに %1 か所を評価。</translation>
    </message>
    <message>
        <source> None of the places adds anything.</source>
        <translation> どの場所でも増加しません。</translation>
    </message>
    <message>
        <source> No choice among these places can add more than these do, by a factor of %1 (sure to be at least %2 % of the best).</source>
        <translation> これらの場所のどの選び方でも、増加は %1 倍を超えません（最良の %2 % 以上は確実）。</translation>
    </message>
    <message>
        <source> %1 places could not be computed.</source>
        <translation> %1 か所を計算できませんでした。</translation>
    </message>
    <message>
        <source>  · taken over</source>
        <translation>  ・採用済み</translation>
    </message>
</context>
<context>
    <name>sorami::PairChart</name>
    <message>
        <source>Distance of the pair against time</source>
        <translation>2 航跡の間隔の推移</translation>
    </message>
    <message>
        <source>Choose a pair to see how far apart its tracks are</source>
        <translation>組を選ぶと、航跡の間隔を表示します</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>%1 in height</source>
        <translation>高度差 %1</translation>
    </message>
</context>
<context>
    <name>sorami::PairModel</name>
    <message>
        <source>First</source>
        <translation>航跡 1</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>航跡 2</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中央値</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Paired by</source>
        <translation>対応の根拠</translation>
    </message>
</context>
<context>
    <name>sorami::PalettePanel</name>
    <message>
        <source>PLACE: CLICK, OR DRAG ONTO THE MAP</source>
        <translation>配置：クリック、または地図へドラッグ</translation>
    </message>
    <message>
        <source>DRAW AND JOIN</source>
        <translation>描画・接続</translation>
    </message>
    <message>
        <source>%1  ·  click, then click on the map; or drag it there</source>
        <translation>%1・クリックして地図をクリック、または地図へドラッグ</translation>
    </message>
</context>
<context>
    <name>sorami::PartTable</name>
    <message>
        <source>Remove</source>
        <translation>除去</translation>
    </message>
</context>
<context>
    <name>sorami::PlaceTool</name>
    <message>
        <source>%1: click where it stands, or type a position · Shift sets down several · Esc leaves</source>
        <translation>%1：位置をクリック、または座標を入力・Shift で連続配置・Esc で終了</translation>
    </message>
    <message>
        <source>The plan cannot be changed now</source>
        <translation>現在、計画は変更できません</translation>
    </message>
</context>
<context>
    <name>sorami::PlanDesk</name>
    <message>
        <source>grid %1°</source>
        <translation>格子 %1°</translation>
    </message>
    <message>
        <source>grid %1′</source>
        <translation>格子 %1′</translation>
    </message>
    <message>
        <source>grid %1″</source>
        <translation>格子 %1″</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>high ground %1</source>
        <translation>高所 %1</translation>
    </message>
    <message>
        <source>place %1</source>
        <translation>%1 を配置</translation>
    </message>
    <message>
        <source>%1: apply %2</source>
        <translation>%1：%2 を適用</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>対象 1 個</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>対象 %1 個</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>%1を削除</translation>
    </message>
    <message>
        <source>duplicate %1</source>
        <translation>%1を複製</translation>
    </message>
    <message>
        <source>cut %1</source>
        <translation>%1を切り取り</translation>
    </message>
    <message>
        <source>paste 1 object</source>
        <translation>対象 1 個を貼り付け</translation>
    </message>
    <message>
        <source>paste %1 objects</source>
        <translation>対象 %1 個を貼り付け</translation>
    </message>
    <message>
        <source>align %1</source>
        <translation>%1を整列</translation>
    </message>
    <message>
        <source>spread %1 evenly</source>
        <translation>%1を等間隔に配置</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>グループ %1</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>%1をグループ化</translation>
    </message>
    <message>
        <source>ungroup %1</source>
        <translation>%1のグループを解除</translation>
    </message>
    <message>
        <source>unlock %1</source>
        <translation>%1のロックを解除</translation>
    </message>
    <message>
        <source>lock %1</source>
        <translation>%1をロック</translation>
    </message>
    <message>
        <source>hide %1</source>
        <translation>%1を隠す</translation>
    </message>
    <message>
        <source>show everything hidden</source>
        <translation>隠したものをすべて表示</translation>
    </message>
    <message>
        <source>switch off %1</source>
        <translation>%1をオフにする</translation>
    </message>
    <message>
        <source>switch on %1</source>
        <translation>%1をオンにする</translation>
    </message>
    <message>
        <source>nudge %1</source>
        <translation>%1を微動</translation>
    </message>
    <message>
        <source>name %1</source>
        <translation>%1に命名</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>%1の名称を変更</translation>
    </message>
</context>
<context>
    <name>sorami::PlanFiles</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>新しい計画</translation>
    </message>
    <message>
        <source>Save bundle…</source>
        <translation>バンドルを保存…</translation>
    </message>
    <message>
        <source>Save the plan with all it refers to</source>
        <translation>計画と参照ファイルをまとめて保存</translation>
    </message>
    <message>
        <source>Bundles (*.sobundle)</source>
        <translation>バンドル (*.sobundle)</translation>
    </message>
    <message>
        <source>Open bundle…</source>
        <translation>バンドルを開く…</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>バンドルを開く</translation>
    </message>
    <message>
        <source>Make releasable copy…</source>
        <translation>提供用の写しを作成…</translation>
    </message>
    <message>
        <source>Choose first who the copy is for</source>
        <translation>先に提供先を選んでください</translation>
    </message>
    <message>
        <source>With nothing selected, “Seen as” in the inspector shows the plan as a partner would see it.</source>
        <translation>何も選択していないとき、詳細パネルの「閲覧者」で相手から見た計画を表示します。</translation>
    </message>
    <message>
        <source>Save what %1 may see</source>
        <translation>%1 に開示できる内容を保存</translation>
    </message>
    <message>
        <source>Plans (*.soplan)</source>
        <translation>計画 (*.soplan)</translation>
    </message>
    <message>
        <source>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;KML (*.kml);;CSV, the table that is shown (*.csv)</source>
        <translation>GeoPackage (*.gpkg);;GeoJSON (*.geojson);;KML (*.kml);;CSV、表示中の表 (*.csv)</translation>
    </message>
    <message>
        <source>Export the plan</source>
        <translation>計画を書き出す</translation>
    </message>
    <message>
        <source>Import into the plan</source>
        <translation>計画に取り込む</translation>
    </message>
    <message>
        <source>Tables and vectors (*.csv *.tsv *.txt *.gpkg *.geojson *.json *.kml)</source>
        <translation>表とベクター (*.csv *.tsv *.txt *.gpkg *.geojson *.json *.kml)</translation>
    </message>
    <message>
        <source>Export plan…</source>
        <translation>計画を書き出す…</translation>
    </message>
    <message>
        <source>Import into plan…</source>
        <translation>計画に取り込む…</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>%1 had changes that were not saved</source>
        <translation>%1 に未保存の変更がありました</translation>
    </message>
    <message>
        <source>They are kept until this message is closed.</source>
        <translation>このメッセージを閉じるまで保持します。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>The plan could not be autosaved</source>
        <translation>計画を自動保存できませんでした</translation>
    </message>
    <message>
        <source>Kept %1</source>
        <translation>%1 を残しました</translation>
    </message>
    <message>
        <source>Unsaved work on %1 was found</source>
        <translation>%1 の未保存の作業が見つかりました</translation>
    </message>
    <message>
        <source>a plan without a name</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>Recover it</source>
        <translation>復元する</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>読めません</translation>
    </message>
    <message>
        <source>%1 is gone from the disk</source>
        <translation>%1 がディスクからなくなりました</translation>
    </message>
    <message>
        <source>The plan is still open here.</source>
        <translation>計画はまだここで開いています。</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>もう一度保存</translation>
    </message>
    <message>
        <source>%1 was changed by another program</source>
        <translation>%1 がほかのプログラムで変更されました</translation>
    </message>
    <message>
        <source>What is open here is as it was; saving would replace the other&apos;s changes.</source>
        <translation>開いている内容は元のままです。保存すると相手の変更を上書きします。</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>読み直す</translation>
    </message>
    <message>
        <source>The bundle was not saved</source>
        <translation>バンドルを保存できませんでした</translation>
    </message>
    <message>
        <source>The plan and %1 files</source>
        <translation>計画とファイル %1 個</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>除外：%1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>%1 を開けません</translation>
    </message>
    <message>
        <source>missing in it: %1</source>
        <translation>欠けているもの：%1</translation>
    </message>
    <message>
        <source>%1 is not whole</source>
        <translation>%1 は完全ではありません</translation>
    </message>
    <message>
        <source>The copy was not saved</source>
        <translation>写しを保存できませんでした</translation>
    </message>
    <message>
        <source>Saved what %1 may see</source>
        <translation>%1 に開示できる内容を保存しました</translation>
    </message>
    <message>
        <source>%1 of %2 sites, %3 of %4 areas, %5 of %6 drawings</source>
        <translation>サイト %2 中 %1、区域 %4 中 %3、図形 %6 中 %5</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>書き出しました：%1</translation>
    </message>
    <message>
        <source>The plan was not exported</source>
        <translation>計画を書き出せませんでした</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1 を読めません</translation>
    </message>
    <message>
        <source>%1 cannot be imported</source>
        <translation>%1 を取り込めません</translation>
    </message>
    <message>
        <source>It is a whole plan and is open now; %1 features were changed in it since</source>
        <translation>計画全体のため、開きました。その後 %1 個の地物が変更されています</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>%1 を取り込み</translation>
    </message>
    <message>
        <source>%1 new, %2 changed; undo takes them back</source>
        <translation>新規 %1、変更 %2。元に戻すで取り消せます</translation>
    </message>
    <message>
        <source>The plan was changed meanwhile; import it again</source>
        <translation>その間に計画が変更されました。取り込み直してください</translation>
    </message>
    <message>
        <source>Imported %1</source>
        <translation>取り込みました：%1</translation>
    </message>
</context>
<context>
    <name>sorami::PlanInspector</name>
    <message>
        <source>%1 long · %2 true</source>
        <translation>長さ %1・真方位 %2</translation>
    </message>
    <message>
        <source>%1 over ground · %2 min in flight</source>
        <translation>地上距離 %1・飛翔 %2 分</translation>
    </message>
    <message>
        <source>%1 points · %2 round</source>
        <translation>%1 点・周囲 %2</translation>
    </message>
    <message>
        <source>%1 long</source>
        <translation>長さ %1</translation>
    </message>
    <message>
        <source>NOTIONAL</source>
        <translation>架空</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>範囲を合わせる</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>図形</translation>
    </message>
    <message>
        <source>What is entered goes to all; fields that differ are empty.</source>
        <translation>入力はすべてに適用されます。値が異なる項目は空欄です。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sorami::PlanOutput</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Save map sheet</source>
        <translation>地図を保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>SVG (*.svg)</source>
        <translation>SVG (*.svg)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Plan report…</source>
        <translation>計画報告書…</translation>
    </message>
    <message>
        <source>Save the plan&apos;s report</source>
        <translation>計画報告書を保存</translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation>HTML (*.html)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>%1 was not saved</source>
        <translation>%1 を保存できませんでした</translation>
    </message>
    <message>
        <source>Map sheet…</source>
        <translation>地図を出力…</translation>
    </message>
    <message>
        <source>Map sheet</source>
        <translation>地図</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>横</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>縦</translation>
    </message>
    <message>
        <source>As wide as the map on screen</source>
        <translation>画面の地図の幅に合わせる</translation>
    </message>
    <message>
        <source>1 : %1</source>
        <translation>1 : %1</translation>
    </message>
    <message>
        <source>On the paper; any number may be typed</source>
        <translation>紙上の縮尺。任意の数を入力できます</translation>
    </message>
    <message>
        <source>For paper</source>
        <translation>紙用</translation>
    </message>
    <message>
        <source>As on screen</source>
        <translation>画面と同じ</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>用紙</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>向き</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>縮尺</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>The scale is none, such as 1 : 500 000</source>
        <translation>縮尺ではありません。例：1 : 500 000</translation>
    </message>
    <message>
        <source>%1 report</source>
        <translation>%1 報告</translation>
    </message>
    <message>
        <source>%1 map</source>
        <translation>%1 地図</translation>
    </message>
</context>
<context>
    <name>sorami::PlanPage</name>
    <message>
        <source>Nothing is selected.

Click a site or a track on the map, or choose one in a list. Its details appear here.</source>
        <translation>何も選択されていません。

地図のサイトや航跡をクリックするか、一覧で選ぶと、ここに詳細を表示します。</translation>
    </message>
    <message>
        <source>PLAN</source>
        <translation>計画</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>rename the plan</source>
        <translation>計画の名称を変更</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>秘区分</translation>
    </message>
    <message>
        <source>change the marking</source>
        <translation>秘区分を変更</translation>
    </message>
    <message>
        <source>Altitudes</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no altitude; they are parted by semicolons</source>
        <translation>「%1」は高度ではありません。セミコロンで区切ってください</translation>
    </message>
    <message>
        <source>change the plan&apos;s altitudes</source>
        <translation>計画の高度を変更</translation>
    </message>
    <message>
        <source>Where the altitude slider holds; parted by semicolons</source>
        <translation>高度スライダーが止まる高度。セミコロンで区切ります</translation>
    </message>
    <message>
        <source>SEEN AS</source>
        <translation>閲覧者</translation>
    </message>
    <message>
        <source>Whose view of the plan is shown</source>
        <translation>誰から見た計画を表示するか</translation>
    </message>
    <message>
        <source>HISTORY: CLICK TO GO THERE</source>
        <translation>履歴：クリックで移動</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>As opened</source>
        <translation>開いた時点</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>%1, such as 1000; 3000; 10000</source>
        <translation>%1、例：1000; 3000; 10000</translation>
    </message>
    <message>
        <source>Ourselves: everything</source>
        <translation>自分：すべて</translation>
    </message>
    <message>
        <source>Owner and releasability of each object are in its form.</source>
        <translation>各対象の所有者と提供先は、その入力欄にあります。</translation>
    </message>
    <message>
        <source>What is not released to them is left out of the map, tables, exports and coverage. Nothing can be changed meanwhile.</source>
        <translation>提供対象でないものは地図、表、書き出し、覆域から除きます。その間は変更できません。</translation>
    </message>
    <message>
        <source>SOURCES, RELEASABLE TO</source>
        <translation>情報源の公開先</translation>
    </message>
    <message>
        <source>release %1</source>
        <translation>%1 を公開</translation>
    </message>
    <message>
        <source>nobody; partners parted by semicolons, or ALL</source>
        <translation>なし（パートナーをセミコロンで区切るか ALL）</translation>
    </message>
</context>
<context>
    <name>sorami::PlanShapesLayer</name>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Notional threats</source>
        <translation>架空の脅威</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>図形</translation>
    </message>
    <message>
        <source>%1 km · %2 m/s</source>
        <translation>%1 km・%2 m/s</translation>
    </message>
</context>
<context>
    <name>sorami::PlanTableModel</name>
    <message>
        <source>A number is needed</source>
        <translation>数値を入力してください</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: change %2</source>
        <translation>%1：%2を変更</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>図形</translation>
    </message>
</context>
<context>
    <name>sorami::PlanTables</name>
    <message>
        <source>Tables – Sorami</source>
        <translation>表 – Sorami</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>行を絞り込む</translation>
    </message>
    <message>
        <source>Paste rows…</source>
        <translation>行を貼り付け…</translation>
    </message>
    <message>
        <source>From a spreadsheet, with its header row; shown before anything changes</source>
        <translation>表計算から見出し行ごと貼り付け。変更前に内容を確認できます</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>行をコピー</translation>
    </message>
    <message>
        <source>The chosen rows, or all, with a header: for a spreadsheet</source>
        <translation>選んだ行（なければ全行）を見出し付きで表計算へ</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>CSV, GeoPackage, GeoJSON, KML</source>
        <translation>CSV、GeoPackage、GeoJSON、KML</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>回線</translation>
    </message>
    <message>
        <source>Stocks</source>
        <translation>保有数</translation>
    </message>
    <message>
        <source>Changes of stock</source>
        <translation>保有数の増減</translation>
    </message>
    <message>
        <source>Envelopes</source>
        <translation>有効域</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Threats</source>
        <translation>脅威</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>図形</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>取りやめ</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>%1 行：%2</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒否：%1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>changes it</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>変化なし</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>新規 %1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>変更 %1</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>拒否 %1</translation>
    </message>
    <message>
        <source> · columns that are not known: %1</source>
        <translation> ・未知の列：%1</translation>
    </message>
    <message>
        <source>take %1 rows into the table</source>
        <translation>表に %1 行を取り込み</translation>
    </message>
    <message>
        <source>%1 rows taken; undo takes them back</source>
        <translation>%1 行を取り込みました。元に戻すで取り消せます</translation>
    </message>
    <message>
        <source>Outages</source>
        <translation>運用停止</translation>
    </message>
    <message numerus="yes">
        <source>Take the %n good rows</source>
        <translation>
            <numerusform>有効な %n 行を取り込む</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sorami::PlannerRoom</name>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>計画</translation>
    </message>
    <message>
        <source>Select with a loop</source>
        <translation>囲んで選択</translation>
    </message>
    <message>
        <source>Place from the palette</source>
        <translation>パレットから配置</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>回線</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>線</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多角形</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>円</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>矢印</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Threat</source>
        <translation>脅威</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切り取り</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名称を変更</translation>
    </message>
    <message>
        <source>Align to the northernmost</source>
        <translation>最も北に整列</translation>
    </message>
    <message>
        <source>Align to the southernmost</source>
        <translation>最も南に整列</translation>
    </message>
    <message>
        <source>Align to the westernmost</source>
        <translation>最も西に整列</translation>
    </message>
    <message>
        <source>Align to the easternmost</source>
        <translation>最も東に整列</translation>
    </message>
    <message>
        <source>Align on their mean latitude</source>
        <translation>平均緯度に整列</translation>
    </message>
    <message>
        <source>Align on their mean longitude</source>
        <translation>平均経度に整列</translation>
    </message>
    <message>
        <source>Spread evenly west to east</source>
        <translation>東西に等間隔</translation>
    </message>
    <message>
        <source>Spread evenly south to north</source>
        <translation>南北に等間隔</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>グループ解除</translation>
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation>ロック／ロック解除</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Show everything hidden</source>
        <translation>隠したものをすべて表示</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>オン／オフ切り替え</translation>
    </message>
    <message>
        <source>Nudge west</source>
        <translation>西へ微動</translation>
    </message>
    <message>
        <source>Nudge east</source>
        <translation>東へ微動</translation>
    </message>
    <message>
        <source>Nudge north</source>
        <translation>北へ微動</translation>
    </message>
    <message>
        <source>Nudge south</source>
        <translation>南へ微動</translation>
    </message>
    <message>
        <source>Snap to objects</source>
        <translation>対象に吸着</translation>
    </message>
    <message>
        <source>Snap to the grid</source>
        <translation>格子に吸着</translation>
    </message>
    <message>
        <source>Snap to high ground</source>
        <translation>高所に吸着</translation>
    </message>
    <message>
        <source>Tables…</source>
        <translation>表…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Presets to set down, and tools that draw</source>
        <translation>配置するひな形と描画ツール</translation>
    </message>
    <message>
        <source>The plan is shown as %1 sees it and cannot be changed</source>
        <translation>%1 から見た計画を表示中のため、変更できません</translation>
    </message>
    <message>
        <source>Show our own view</source>
        <translation>自分の表示に戻す</translation>
    </message>
    <message>
        <source>%1 is in the palette now</source>
        <translation>%1 をパレットに加えました</translation>
    </message>
    <message>
        <source>The preset was not saved</source>
        <translation>ひな形を保存できませんでした</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>整列</translation>
    </message>
    <message>
        <source>Place here</source>
        <translation>ここに配置</translation>
    </message>
    <message>
        <source>Paste here</source>
        <translation>ここに貼り付け</translation>
    </message>
    <message>
        <source>Next plan</source>
        <translation>次の計画</translation>
    </message>
    <message>
        <source>Previous plan</source>
        <translation>前の計画</translation>
    </message>
    <message>
        <source>Close this plan</source>
        <translation>この計画を閉じる</translation>
    </message>
</context>
<context>
    <name>sorami::PointPage</name>
    <message>
        <source>Right-click on the map and choose “What sees this point?”</source>
        <translation>地図を右クリックし「この地点を探知するもの」を選んでください</translation>
    </message>
    <message>
        <source>Follow the pointer</source>
        <translation>ポインターに追従</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>range</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>sees</source>
        <translation>探知</translation>
    </message>
    <message>
        <source>from</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Lowest altitude seen there</source>
        <translation>そこでの最低探知高度</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>yes, no centre</source>
        <translation>はい、指令所なし</translation>
    </message>
    <message>
        <source>%1: %2 of %3 sensors see it</source>
        <translation>%1：センサー %3 基中 %2 基が探知</translation>
    </message>
    <message>
        <source>%1: %2 of %3 sensors see it, %4 connected</source>
        <translation>%1：センサー %3 基中 %2 基が探知、接続 %4 基</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sorami::ProfilePanel</name>
    <message>
        <source>Above the ground</source>
        <translation>対地高度</translation>
    </message>
    <message>
        <source>Height of the near end</source>
        <translation>手前側の高さ</translation>
    </message>
    <message>
        <source>Height of the far end</source>
        <translation>奥側の高さ</translation>
    </message>
    <message>
        <source>sight only</source>
        <translation>見通しのみ</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Follow the pointer</source>
        <translation>ポインターに追従</translation>
    </message>
    <message>
        <source>The far end is where the pointer is on the map</source>
        <translation>奥側は地図上のポインター位置です</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>始点</translation>
    </message>
    <message>
        <source>to</source>
        <translation>終点</translation>
    </message>
    <message>
        <source>Select a site, then point at the map: the terrain between appears here</source>
        <translation>サイトを選び地図を指すと、間の地形を表示します</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>k %1</source>
        <translation>k %1</translation>
    </message>
    <message>
        <source>terrain unknown on the way</source>
        <translation>途中に地形不明の区間あり</translation>
    </message>
    <message>
        <source>clear by %1</source>
        <translation>余裕 %1</translation>
    </message>
    <message>
        <source>blocked, %1 too low</source>
        <translation>遮蔽、%1 不足</translation>
    </message>
    <message>
        <source>%1 F1</source>
        <translation>F1 の %1</translation>
    </message>
    <message>
        <source>free space %1 dB</source>
        <translation>自由空間 %1 dB</translation>
    </message>
    <message>
        <source>diffraction %1 dB</source>
        <translation>回折 %1 dB</translation>
    </message>
</context>
<context>
    <name>sorami::ProjectionPanel</name>
    <message>
        <source>PROJECTION</source>
        <translation>図法</translation>
    </message>
    <message>
        <source>Made about the middle of the map</source>
        <translation>地図の中央を基準に作成</translation>
    </message>
    <message>
        <source>EPSG:6677 or +proj=…</source>
        <translation>EPSG:6677 または +proj=…</translation>
    </message>
    <message>
        <source>Any PROJ or EPSG text</source>
        <translation>PROJ または EPSG の記述</translation>
    </message>
</context>
<context>
    <name>sorami::PropertyForm</name>
    <message>
        <source>Degrees (any form), MGRS, UTM or GEOREF</source>
        <translation>緯度・経度（書式自由）、MGRS、UTM、GEOREF</translation>
    </message>
    <message>
        <source>Partner A; Partner B; ALL</source>
        <translation>相手A; 相手B; ALL</translation>
    </message>
    <message>
        <source>Click for another unit</source>
        <translation>クリックで単位を変更</translation>
    </message>
    <message>
        <source>A number is needed</source>
        <translation>数値を入力してください</translation>
    </message>
    <message>
        <source>Between %1 and %2</source>
        <translation>%1～%2 の範囲で入力してください</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>%1を変更</translation>
    </message>
    <message>
        <source>%1 objects: %2</source>
        <translation>対象 %1 個：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>several</source>
        <translation>複数の値</translation>
    </message>
</context>
<context>
    <name>sorami::RecordDesk</name>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>This recording does not tell where its reports stand.

Open what it was made from, or import it again with --raw reference or --raw embed.</source>
        <translation>この記録には、報告の元の位置が残っていません。

元のファイルを開くか、--raw reference または --raw embed で取り込み直してください。</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 を読み込み中…</translation>
    </message>
    <message>
        <source>The input cannot be read: %1</source>
        <translation>入力を読めません：%1</translation>
    </message>
    <message>
        <source>category %1</source>
        <translation>カテゴリー %1</translation>
    </message>
    <message>
        <source>edition %1</source>
        <translation>版 %1</translation>
    </message>
    <message>
        <source>byte %1, %2 octets</source>
        <translation>バイト %1、%2 オクテット</translation>
    </message>
</context>
<context>
    <name>sorami::RecordModel</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>Byte</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
</context>
<context>
    <name>sorami::RecordPanel</name>
    <message>
        <source>plot</source>
        <translation>プロット</translation>
    </message>
    <message>
        <source>track</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Which records</source>
        <translation>表示するレコード</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>レコード %1 件</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>ビット</translation>
    </message>
    <message>
        <source>Octets</source>
        <translation>オクテット</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>記録が開かれていません。</translation>
    </message>
    <message>
        <source>the first %1 records</source>
        <translation>先頭の %1 件</translation>
    </message>
    <message>
        <source>There are no records of which it is known where they stand.</source>
        <translation>位置の分かるレコードがありません。</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>すべてのレコード</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>sorami::ReportModel</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Barometric</source>
        <translation>気圧高度</translation>
    </message>
    <message>
        <source>Geometric</source>
        <translation>幾何高度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Track°</source>
        <translation>針路°</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>上昇率</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>標識</translation>
    </message>
    <message>
        <source> MSL</source>
        <translation> MSL</translation>
    </message>
    <message>
        <source> HAE</source>
        <translation> HAE</translation>
    </message>
</context>
<context>
    <name>sorami::ReportPanel</name>
    <message>
        <source>ground</source>
        <translation>地上</translation>
    </message>
    <message>
        <source>ident</source>
        <translation>IDENT</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模擬</translation>
    </message>
    <message>
        <source>test target</source>
        <translation>試験目標</translation>
    </message>
    <message>
        <source>extrapolated by its source</source>
        <translation>情報源で外挿</translation>
    </message>
    <message>
        <source>new leg</source>
        <translation>新区間</translation>
    </message>
    <message>
        <source>after a gap</source>
        <translation>途切れ後</translation>
    </message>
    <message>
        <source>outlier, not drawn</source>
        <translation>異常値、非表示</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑化</translation>
    </message>
    <message>
        <source>track ends</source>
        <translation>航跡終了</translation>
    </message>
    <message>
        <source>track starts</source>
        <translation>航跡開始</translation>
    </message>
    <message>
        <source>exercise</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>plot</source>
        <translation>プロット</translation>
    </message>
    <message>
        <source>Reports of the track</source>
        <translation>航跡の報告</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Select a track: its reports stand here one by one.</source>
        <translation>航跡を選択すると、その報告を 1 件ずつ表示します。</translation>
    </message>
    <message>
        <source>Octets…</source>
        <translation>バイト列…</translation>
    </message>
    <message>
        <source>The report as its source sent it, field by field; also by a double click</source>
        <translation>情報源が送ったままの報告を項目ごとに表示します。ダブルクリックでも開きます</translation>
    </message>
    <message>
        <source>%1 · %2 reports as recorded</source>
        <translation>%1・報告 %2 件、記録のまま</translation>
    </message>
</context>
<context>
    <name>sorami::SelectTool</name>
    <message>
        <source>Release to set it down · Esc puts it back</source>
        <translation>離すと配置・Esc で元に戻す</translation>
    </message>
    <message>
        <source>Draw a loop round what is to be selected · Esc leaves</source>
        <translation>選択する範囲を囲む・Esc で終了</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>move %1 objects</source>
        <translation>対象 %1 個を移動</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sorami::SensorForm</name>
    <message>
        <source>change %1</source>
        <translation>%1を変更</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>take a preset</source>
        <translation>ひな形を適用</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>ひな形</translation>
    </message>
    <message>
        <source>as entered</source>
        <translation>入力値</translation>
    </message>
    <message>
        <source>A number is needed</source>
        <translation>数値を入力してください</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1～%2 %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sorami::Session</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>%1を削除</translation>
    </message>
    <message>
        <source>Radar %1</source>
        <translation>レーダー %1</translation>
    </message>
    <message>
        <source>place %1</source>
        <translation>%1 を配置</translation>
    </message>
    <message>
        <source>%1: move</source>
        <translation>%1：移動</translation>
    </message>
    <message>
        <source>track: %1</source>
        <translation>航跡：%1</translation>
    </message>
    <message>
        <source>log: %1</source>
        <translation>日誌：%1</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>add map %1</source>
        <translation>地図 %1 を追加</translation>
    </message>
    <message>
        <source>remove map layers</source>
        <translation>地図レイヤーを除去</translation>
    </message>
</context>
<context>
    <name>sorami::ShapeTool</name>
    <message>
        <source>The plan is shown as a partner sees it and cannot be changed</source>
        <translation>相手から見た計画を表示中のため、変更できません</translation>
    </message>
    <message>
        <source>Select the ship or aircraft first, then draw where it goes · Esc leaves</source>
        <translation>先に艦船か航空機を選び、経路を描いてください・Esc で終了</translation>
    </message>
    <message>
        <source>Click where the text stands, or type a position · Esc leaves</source>
        <translation>文字の位置をクリック、または座標を入力・Esc で終了</translation>
    </message>
    <message>
        <source>Click the middle, or type a position · Esc leaves</source>
        <translation>中心をクリック、または座標を入力・Esc で終了</translation>
    </message>
    <message>
        <source>Click where the notional threat starts, or type a position · Esc leaves</source>
        <translation>架空の脅威の始点をクリック、または座標を入力・Esc で終了</translation>
    </message>
    <message>
        <source>Click the first point, or type a position · Esc leaves</source>
        <translation>最初の点をクリック、または座標を入力・Esc で終了</translation>
    </message>
    <message>
        <source>Click the edge, or type the radius, such as 20 NM</source>
        <translation>円周をクリック、または半径を入力（例：20 NM）</translation>
    </message>
    <message>
        <source>Click on, or type a position or bearing/distance · Esc takes back</source>
        <translation>続けてクリック、または座標か方位/距離を入力・Esc で取り消し</translation>
    </message>
    <message>
        <source>Double-click or Enter ends · Esc takes the last point back</source>
        <translation>ダブルクリックか Enter で完了・Esc で直前の点を取り消し</translation>
    </message>
    <message>
        <source>The plan cannot be changed now</source>
        <translation>現在、計画は変更できません</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>draw %1</source>
        <translation>%1を描く</translation>
    </message>
    <message>
        <source>Threat</source>
        <translation>脅威</translation>
    </message>
    <message>
        <source>%1: draw route</source>
        <translation>%1：経路を描く</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>%1 · %2 true</source>
        <translation>%1・真方位 %2</translation>
    </message>
    <message>
        <source>Click the point that positions are called out from, or type it · Esc leaves</source>
        <translation>位置通報の基準点をクリック、または入力・Esc で終了</translation>
    </message>
    <message>
        <source>BULLSEYE</source>
        <translation>ブルズアイ</translation>
    </message>
</context>
<context>
    <name>sorami::SiteInspector</name>
    <message>
        <source>Friend</source>
        <translation>味方</translation>
    </message>
    <message>
        <source>Assumed friend</source>
        <translation>味方推定</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>中立</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>敵の疑い</translation>
    </message>
    <message>
        <source>Hostile</source>
        <translation>敵</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>NOTIONAL</source>
        <translation>架空</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>A name is needed</source>
        <translation>名称が必要です</translation>
    </message>
    <message>
        <source>rename</source>
        <translation>名称を変更</translation>
    </message>
    <message>
        <source>change kind</source>
        <translation>種別を変更</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>change affiliation</source>
        <translation>敵味方を変更</translation>
    </message>
    <message>
        <source>Affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Degrees (any form), MGRS, UTM or GEOREF</source>
        <translation>緯度・経度（書式自由）、MGRS、UTM、GEOREF</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地表</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>A site that is not active has no coverage</source>
        <translation>無効なサイトには覆域がありません</translation>
    </message>
    <message>
        <source>switch on</source>
        <translation>オンにする</translation>
    </message>
    <message>
        <source>switch off</source>
        <translation>オフにする</translation>
    </message>
    <message>
        <source>COVERAGE</source>
        <translation>覆域</translation>
    </message>
    <message>
        <source>Antenna height</source>
        <translation>空中線高</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>height above sea level</source>
        <translation>海抜高</translation>
    </message>
    <message>
        <source>change antenna reference</source>
        <translation>空中線高の基準を変更</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>NM</source>
        <translation>NM</translation>
    </message>
    <message>
        <source>Sector centre</source>
        <translation>扇形の中心</translation>
    </message>
    <message>
        <source>° true</source>
        <translation>° 真方位</translation>
    </message>
    <message>
        <source>Sector width</source>
        <translation>扇形の幅</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Earth factor k</source>
        <translation>地球係数 k</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全方位</translation>
    </message>
    <message>
        <source>Effective earth radius factor; 1.333 is the standard atmosphere</source>
        <translation>等価地球半径係数。標準大気では 1.333</translation>
    </message>
    <message>
        <source>Centre here</source>
        <translation>ここを中心に</translation>
    </message>
    <message>
        <source>Delete site</source>
        <translation>サイトを削除</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>%1を変更</translation>
    </message>
    <message>
        <source>no terrain here</source>
        <translation>地形なし</translation>
    </message>
    <message>
        <source>%1 AMSL · %2 grid</source>
        <translation>海抜 %1・格子 %2</translation>
    </message>
    <message>
        <source>%1 AMSL</source>
        <translation>海抜 %1</translation>
    </message>
    <message>
        <source>Refractivity gradient</source>
        <translation>屈折率傾度</translation>
    </message>
    <message>
        <source>N/km, all</source>
        <translation>N/km、全体</translation>
    </message>
    <message>
        <source>Change of refractivity over the first kilometre; −39 is the 4/3 earth, −157 follows the ground</source>
        <translation>最初の 1 km の屈折率の変化。−39 は 4/3 地球、−157 は地表に沿う</translation>
    </message>
</context>
<context>
    <name>sorami::SiteMore</name>
    <message>
        <source>SENSOR</source>
        <translation>センサー</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>change sensor class</source>
        <translation>センサーの種類を変更</translation>
    </message>
    <message>
        <source>ENVELOPES, NOTIONAL</source>
        <translation>有効域（架空）</translation>
    </message>
    <message>
        <source>Add envelope</source>
        <translation>有効域を追加</translation>
    </message>
    <message>
        <source>STOCKS</source>
        <translation>保有数</translation>
    </message>
    <message>
        <source>Add stock</source>
        <translation>保有数を追加</translation>
    </message>
    <message>
        <source>CHANGES OF STOCK</source>
        <translation>保有数の増減</translation>
    </message>
    <message>
        <source>Add change</source>
        <translation>増減を追加</translation>
    </message>
    <message>
        <source>Apply preset…</source>
        <translation>ひな形を適用…</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>ひな形として保存</translation>
    </message>
    <message>
        <source>add envelope</source>
        <translation>有効域を追加</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>型式 %1</translation>
    </message>
    <message>
        <source>add stock</source>
        <translation>保有数を追加</translation>
    </message>
    <message>
        <source>add change of stock</source>
        <translation>保有数の増減を追加</translation>
    </message>
    <message>
        <source>OUT OF SERVICE</source>
        <translation>運用停止</translation>
    </message>
    <message>
        <source>Add, from the clock&apos;s time</source>
        <translation>現在の時刻から追加</translation>
    </message>
    <message>
        <source>add outage</source>
        <translation>運用停止を追加</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>%1 を除去</translation>
    </message>
</context>
<context>
    <name>sorami::SitePanel</name>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>The plan has no sites yet.
Place a radar, or right-click on the map.</source>
        <translation>計画にサイトがありません。
レーダーを置くか、地図を右クリックしてください。</translation>
    </message>
    <message>
        <source>Place a radar</source>
        <translation>レーダーを置く</translation>
    </message>
</context>
<context>
    <name>sorami::SourceSpec</name>
    <message>
        <source>a source is udp://ADDRESS:PORT, tcp://HOST:PORT, tacview://HOST, serial:///dev/TTY, replay:FILE or - for the standard input</source>
        <translation>情報源の書式：udp://ADDRESS:PORT、tcp://HOST:PORT、tacview://HOST、serial:///dev/TTY、replay:FILE、標準入力は -</translation>
    </message>
    <message>
        <source>no source is told</source>
        <translation>情報源が指定されていません</translation>
    </message>
    <message>
        <source>the standard input has no address</source>
        <translation>標準入力にアドレスはありません</translation>
    </message>
    <message>
        <source>write stdin: or -</source>
        <translation>stdin: または - と書いてください</translation>
    </message>
    <message>
        <source>&apos;%1:&apos; is to be followed by //</source>
        <translation>「%1:」の後に // が必要です</translation>
    </message>
    <message>
        <source>write %1://…</source>
        <translation>%1://… と書いてください</translation>
    </message>
    <message>
        <source>no device is told</source>
        <translation>機器が指定されていません</translation>
    </message>
    <message>
        <source>write serial:///dev/ttyUSB0?baud=4800</source>
        <translation>serial:///dev/ttyUSB0?baud=4800 のように書いてください</translation>
    </message>
    <message>
        <source>it does not tell how to connect</source>
        <translation>接続方法が分かりません</translation>
    </message>
    <message>
        <source>write tcp://%1 or udp://%1</source>
        <translation>tcp://%1 または udp://%1 と書いてください</translation>
    </message>
    <message>
        <source>it does not tell that this is a serial device</source>
        <translation>シリアル機器であることが示されていません</translation>
    </message>
    <message>
        <source>write serial://%1</source>
        <translation>serial://%1 と書いてください</translation>
    </message>
    <message>
        <source>it is no source</source>
        <translation>情報源ではありません</translation>
    </message>
    <message>
        <source>to play a file as if it were live write replay:%1</source>
        <translation>ファイルをライブとして再生するには replay:%1 と書いてください</translation>
    </message>
    <message>
        <source>there is no such kind of source: &apos;%1&apos;</source>
        <translation>この種の情報源はありません：「%1」</translation>
    </message>
    <message>
        <source>the address in [ ] does not end</source>
        <translation>[ ] 内のアドレスが閉じていません</translation>
    </message>
    <message>
        <source>write [ff15::1]:8600</source>
        <translation>[ff15::1]:8600 のように書いてください</translation>
    </message>
    <message>
        <source>a port is to follow the address</source>
        <translation>アドレスの後にポートが必要です</translation>
    </message>
    <message>
        <source>an IPv6 address stands in brackets</source>
        <translation>IPv6 アドレスは角括弧で囲みます</translation>
    </message>
    <message>
        <source>no host is told</source>
        <translation>ホストが指定されていません</translation>
    </message>
    <message>
        <source>write tcp://HOST:PORT</source>
        <translation>tcp://HOST:PORT と書いてください</translation>
    </message>
    <message>
        <source>no port is told</source>
        <translation>ポートが指定されていません</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no port</source>
        <translation>「%1」はポートではありません</translation>
    </message>
    <message>
        <source>a port is a number from 1 to 65535; SBS-1 has 30003, Beast 30005, AVR 30002</source>
        <translation>ポートは 1～65535 の数です。SBS-1 は 30003、Beast は 30005、AVR は 30002</translation>
    </message>
    <message>
        <source>no file is told</source>
        <translation>ファイルが指定されていません</translation>
    </message>
    <message>
        <source>write replay:FILE?rate=10</source>
        <translation>replay:FILE?rate=10 のように書いてください</translation>
    </message>
    <message>
        <source>the option &apos;%1&apos; has no value</source>
        <translation>オプション「%1」に値がありません</translation>
    </message>
    <message>
        <source>write %1=…</source>
        <translation>%1=… と書いてください</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a % without two hexadecimal digits</source>
        <translation>「%1」の % の後に 16 進数 2 桁がありません</translation>
    </message>
    <message>
        <source>times can be moved to the present only at the rate 1</source>
        <translation>時刻を現在に移せるのは速度 1 のときだけです</translation>
    </message>
    <message>
        <source>leave out rate or time=now</source>
        <translation>rate か time=now を外してください</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no baud rate</source>
        <translation>「%1」は通信速度ではありません</translation>
    </message>
    <message>
        <source>one of 300 … 4800, 9600, 38400, 115200 … 921600</source>
        <translation>300 … 4800、9600、38400、115200 … 921600 のいずれか</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no rate</source>
        <translation>「%1」は速度ではありません</translation>
    </message>
    <message>
        <source>a number above 0, such as 10</source>
        <translation>0 より大きい数、例：10</translation>
    </message>
    <message>
        <source>time is &apos;now&apos; or &apos;file&apos;</source>
        <translation>time は &apos;now&apos; か &apos;file&apos; です</translation>
    </message>
    <message>
        <source>a user name is one line</source>
        <translation>ユーザー名は 1 行です</translation>
    </message>
    <message>
        <source>there is no format &apos;%1&apos;</source>
        <translation>形式「%1」はありません</translation>
    </message>
    <message>
        <source>known: %1</source>
        <translation>使える形式：%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a length of time</source>
        <translation>「%1」は時間の長さではありません</translation>
    </message>
    <message>
        <source>write 9h, -3h30m or 1.7s</source>
        <translation>9h、-3h30m、1.7s のように書いてください</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a date</source>
        <translation>「%1」は日付ではありません</translation>
    </message>
    <message>
        <source>write YYYY-MM-DD</source>
        <translation>YYYY-MM-DD と書いてください</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no affiliation</source>
        <translation>「%1」は敵味方の区分ではありません</translation>
    </message>
    <message>
        <source>friend, assumed-friend, neutral, suspect, hostile, civil, unknown or pending</source>
        <translation>friend、assumed-friend、neutral、suspect、hostile、civil、unknown、pending のいずれか</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no edition</source>
        <translation>「%1」は版ではありません</translation>
    </message>
    <message>
        <source>write edition=CAT021=2.1</source>
        <translation>edition=CAT021=2.1 のように書いてください</translation>
    </message>
    <message>
        <source>there is no option &apos;%1&apos; for this kind of source</source>
        <translation>この種の情報源にオプション「%1」はありません</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no place of a sensor</source>
        <translation>「%1」はセンサーの位置ではありません</translation>
    </message>
    <message>
        <source>write sensor=LON,LAT,HEIGHT in degrees and metres</source>
        <translation>sensor=LON,LAT,HEIGHT（度とメートル）と書いてください</translation>
    </message>
    <message>
        <source>there are %1format, name, offset, date, sensor, affiliation, edition</source>
        <translation>使えるもの：%1format、name、offset、date、sensor、affiliation、edition</translation>
    </message>
</context>
<context>
    <name>sorami::SourceTablePanel</name>
    <message>
        <source>not told</source>
        <translation>情報なし</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>assumed friend</source>
        <translation>味方推定</translation>
    </message>
    <message>
        <source>friend</source>
        <translation>味方</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>中立</translation>
    </message>
    <message>
        <source>suspect</source>
        <translation>敵の疑い</translation>
    </message>
    <message>
        <source>hostile</source>
        <translation>敵</translation>
    </message>
    <message>
        <source>civil</source>
        <translation>民間</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>What the streams do not tell of themselves. It holds for files and live feeds alike, from the next one on. A name may have * and ? in it; editions are written as CAT048=1.30, several with a comma.</source>
        <translation>データ自体に含まれない情報です。次に開くファイルやライブから適用します。名称には * と ? が使え、版は CAT048=1.30 のようにコンマ区切りで書きます。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>Longitude °</source>
        <translation>経度 °</translation>
    </message>
    <message>
        <source>Latitude °</source>
        <translation>緯度 °</translation>
    </message>
    <message>
        <source>Height m AMSL</source>
        <translation>高さ m（海抜）</translation>
    </message>
    <message>
        <source>Clock − UTC s</source>
        <translation>時計 − UTC 秒</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Editions</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Remove row</source>
        <translation>行を除去</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用する</translation>
    </message>
    <message>
        <source>in the open recording</source>
        <translation>開いている記録に含む</translation>
    </message>
    <message>
        <source>Side of %1</source>
        <translation>%1 の敵味方</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>a source needs a name</source>
        <translation>情報源の名称が必要です</translation>
    </message>
    <message>
        <source>this is no place: longitude and latitude in degrees</source>
        <translation>位置ではありません：経度と緯度を度で</translation>
    </message>
    <message>
        <source>the clock&apos;s offset is no number of seconds</source>
        <translation>時計の差が秒数ではありません</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an edition as CAT048=1.30</source>
        <translation>「%1」は版ではありません。例：CAT048=1.30</translation>
    </message>
</context>
<context>
    <name>sorami::SpeakerWindow</name>
    <message>
        <source>Speaker – Sorami</source>
        <translation>発表者 – Sorami</translation>
    </message>
    <message>
        <source>How long the talk has run</source>
        <translation>発表の経過時間</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>ノート</translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation>‹ 前へ</translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation>次へ ›</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黒画面</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>ステップ %1/%2</translation>
    </message>
    <message>
        <source>No notes for this step.</source>
        <translation>このステップにノートはありません。</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>次：%1</translation>
    </message>
    <message>
        <source>This is the last step.</source>
        <translation>最後のステップです。</translation>
    </message>
    <message>
        <source>picture %1  ·  now %2</source>
        <translation>画面 %1・現在 %2</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>現在 %1</translation>
    </message>
</context>
<context>
    <name>sorami::StocksLayer</name>
    <message>
        <source>Interceptor stocks</source>
        <translation>迎撃弾の保有数</translation>
    </message>
</context>
<context>
    <name>sorami::StoryPanel</name>
    <message>
        <source>any time</source>
        <translation>時刻指定なし</translation>
    </message>
    <message>
        <source> · loop</source>
        <translation> ・ループ</translation>
    </message>
    <message>
        <source>Add a step from what is on screen  ·  B</source>
        <translation>画面の内容からステップを追加・B</translation>
    </message>
    <message>
        <source>Present from this step  ·  F5</source>
        <translation>このステップから発表・F5</translation>
    </message>
    <message>
        <source>Film, PDF or page of the storyboard…  ·  Ctrl+E</source>
        <translation>ストーリーボードを動画・PDF・ページに…・Ctrl+E</translation>
    </message>
    <message>
        <source>STORYBOARD</source>
        <translation>ストーリーボード</translation>
    </message>
    <message>
        <source>Steps of the storyboard</source>
        <translation>ストーリーボードのステップ</translation>
    </message>
    <message>
        <source>No steps yet.

Bring the picture to a moment that matters and press B: time, view, layers and filter are kept as a step, with your words.</source>
        <translation>ステップがありません。

重要な時点を表示して B を押すと、時刻・表示範囲・レイヤー・フィルターを説明とともにステップとして残します。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Title of the step</source>
        <translation>ステップの題名</translation>
    </message>
    <message>
        <source>title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>WORDS</source>
        <translation>説明文</translation>
    </message>
    <message>
        <source>Markdown, shown beside the picture</source>
        <translation>Markdown、画面の横に表示</translation>
    </message>
    <message>
        <source>SPEAKER NOTES</source>
        <translation>発表者ノート</translation>
    </message>
    <message>
        <source>Only you see these</source>
        <translation>自分だけに表示</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Ends at the cursor</source>
        <translation>カーソルで終わる</translation>
    </message>
    <message>
        <source>Begins at the cursor</source>
        <translation>カーソルから始まる</translation>
    </message>
    <message>
        <source>From</source>
        <translation>始点</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>静止</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>In a film</source>
        <translation>動画での長さ</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>How long a step that stands still is shown in a film</source>
        <translation>静止するステップを動画で表示する長さ</translation>
    </message>
    <message>
        <source>length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Again and again until the next step</source>
        <translation>次のステップまで繰り返す</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>ループ</translation>
    </message>
    <message>
        <source>PICTURE</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Take the present picture</source>
        <translation>現在の画面を取り込む</translation>
    </message>
    <message>
        <source>View, projection, layers and filter of the step become those on screen</source>
        <translation>ステップの表示範囲・図法・レイヤー・フィルターを画面のものにします</translation>
    </message>
    <message>
        <source>CALL-OUTS</source>
        <translation>吹き出し</translation>
    </message>
    <message>
        <source>Call-out at the selection</source>
        <translation>選択位置に吹き出し</translation>
    </message>
    <message>
        <source>Pinned to the selected track or site, else to the middle of the map</source>
        <translation>選択中の航跡かサイト、なければ地図の中央に付けます</translation>
    </message>
    <message>
        <source>Highlight the selected track</source>
        <translation>選択中の航跡を強調</translation>
    </message>
    <message>
        <source>Delete the step</source>
        <translation>ステップを削除</translation>
    </message>
    <message>
        <source>delete step</source>
        <translation>ステップを削除</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ %1</translation>
    </message>
    <message>
        <source>view %1 km high</source>
        <translation>表示範囲の高さ %1 km</translation>
    </message>
    <message>
        <source>%1 layers hidden</source>
        <translation>非表示レイヤー %1</translation>
    </message>
    <message>
        <source>others than “%1” dim</source>
        <translation>「%1」以外は淡色</translation>
    </message>
    <message>
        <source>only “%1”</source>
        <translation>「%1」のみ</translation>
    </message>
    <message>
        <source>highlights %1</source>
        <translation>強調 %1</translation>
    </message>
    <message>
        <source>Pinned to %1  ·  | begins a new line</source>
        <translation>%1 に付く・| で改行</translation>
    </message>
    <message>
        <source>Pinned to a place  ·  | begins a new line</source>
        <translation>地点に付く・| で改行</translation>
    </message>
    <message>
        <source>Text of call-out %1</source>
        <translation>吹き出し %1 の文字</translation>
    </message>
    <message>
        <source>call-out</source>
        <translation>吹き出し</translation>
    </message>
    <message>
        <source>Delete the call-out</source>
        <translation>吹き出しを削除</translation>
    </message>
    <message>
        <source>delete call-out</source>
        <translation>吹き出しを削除</translation>
    </message>
    <message>
        <source>“%1” is no time: write 0612Z, 06:12:30Z, +90s or ISO 8601</source>
        <translation>「%1」は時刻ではありません：0612Z、06:12:30Z、+90s、ISO 8601 で入力してください</translation>
    </message>
    <message>
        <source>time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>order</source>
        <translation>順序</translation>
    </message>
    <message>
        <source>words</source>
        <translation>説明文</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>ノート</translation>
    </message>
</context>
<context>
    <name>sorami::TableMapper</name>
    <message>
        <source>– not used</source>
        <translation>– 使わない</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>識別</translation>
    </message>
    <message>
        <source>ICAO address</source>
        <translation>ICAO アドレス</translation>
    </message>
    <message>
        <source>Call sign</source>
        <translation>コールサイン</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>緯度</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>経度</translation>
    </message>
    <message>
        <source>Latitude, longitude</source>
        <translation>緯度、経度</translation>
    </message>
    <message>
        <source>Altitude, barometric</source>
        <translation>気圧高度</translation>
    </message>
    <message>
        <source>Altitude above ellipsoid</source>
        <translation>楕円体高</translation>
    </message>
    <message>
        <source>Altitude above sea level</source>
        <translation>海抜高度</translation>
    </message>
    <message>
        <source>Ground speed</source>
        <translation>対地速度</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Vertical rate</source>
        <translation>昇降率</translation>
    </message>
    <message>
        <source>On ground</source>
        <translation>地上</translation>
    </message>
    <message>
        <source>Squawk</source>
        <translation>スコーク</translation>
    </message>
    <message>
        <source>Affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>ひな形</translation>
    </message>
    <message>
        <source>Order of dates</source>
        <translation>日付の順序</translation>
    </message>
    <message>
        <source>Dates: by their values</source>
        <translation>日付：値から判断</translation>
    </message>
    <message>
        <source>Dates: year, month, day</source>
        <translation>日付：年・月・日</translation>
    </message>
    <message>
        <source>Dates: day, month, year</source>
        <translation>日付：日・月・年</translation>
    </message>
    <message>
        <source>Dates: month, day, year</source>
        <translation>日付：月・日・年</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>ひな形として保存…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>最初の値</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>The meanings and units are right</source>
        <translation>意味と単位は正しい</translation>
    </message>
    <message>
        <source>Columns as they are found</source>
        <translation>検出した列</translation>
    </message>
    <message>
        <source>Known table: %1</source>
        <translation>既知の表：%1</translation>
    </message>
    <message>
        <source>Your preset: %1</source>
        <translation>保存したひな形：%1</translation>
    </message>
    <message>
        <source>Say which columns are time, latitude and longitude.</source>
        <translation>時刻・緯度・経度の列を指定してください。</translation>
    </message>
    <message>
        <source>Taken for granted: %1.</source>
        <translation>仮定：%1。</translation>
    </message>
    <message>
        <source>Meaning of %1</source>
        <translation>%1 の意味</translation>
    </message>
    <message>
        <source>Unit of %1</source>
        <translation>%1 の単位</translation>
    </message>
</context>
<context>
    <name>sorami::TimelineWidget</name>
    <message>
        <source>Time, UTC</source>
        <translation>時刻、UTC</translation>
    </message>
    <message>
        <source>Time, Japan</source>
        <translation>時刻、日本</translation>
    </message>
    <message>
        <source>Playback rate · [ halves, ] doubles, \ is 1×</source>
        <translation>再生速度・[ で半分、] で倍、\ で 1×</translation>
    </message>
    <message>
        <source>Playback rate</source>
        <translation>再生速度</translation>
    </message>
    <message>
        <source>0612Z, 1512JST, +90s, ISO</source>
        <translation>0612Z、1512JST、+90s、ISO</translation>
    </message>
    <message>
        <source>Go to time</source>
        <translation>時刻へ移動</translation>
    </message>
    <message>
        <source>I O loop · Ctrl+← → next event · B keeps a step · G go to time</source>
        <translation>I O ループ・Ctrl+← → イベント・B ステップ追加・G 時刻へ移動</translation>
    </message>
    <message>
        <source>No recording: open one, or drop a file on the window</source>
        <translation>記録なし：開くか、ファイルをウィンドウにドロップ</translation>
    </message>
    <message>
        <source>loop %1</source>
        <translation>ループ %1</translation>
    </message>
    <message>
        <source>Live: waiting for the first positions</source>
        <translation>ライブ：最初の位置を待っています</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>The picture is the present</source>
        <translation>画面は現在です</translation>
    </message>
    <message>
        <source>%1%2 behind live</source>
        <translation>ライブより %1%2 遅れ</translation>
    </message>
    <message>
        <source>Back to live · End</source>
        <translation>ライブに戻る・End</translation>
    </message>
    <message>
        <source>Nothing with a position has come yet</source>
        <translation>位置のある情報はまだ受信していません</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>As it was: each report at the time it tells of. As known then: only what had been received by that time, reckoned on from there.</source>
        <translation>事象時：各報告をその時刻で表示。当時の認識：その時までに受信した報告だけから推測した位置で表示。</translation>
    </message>
    <message>
        <source>as known then</source>
        <translation>当時の認識</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>事象時</translation>
    </message>
    <message>
        <source>falls behind: %1</source>
        <translation>遅れ %1</translation>
    </message>
    <message>
        <source>%1 pictures a second</source>
        <translation>%1 コマ/秒</translation>
    </message>
</context>
<context>
    <name>sorami::TitleBlock</name>
    <message>
        <source>Title block</source>
        <translation>表題欄</translation>
    </message>
    <message>
        <source>Unnamed plan</source>
        <translation>名称のない計画</translation>
    </message>
    <message>
        <source>All sites, ranges and trajectories marked so are notional.</source>
        <translation>「架空」と表示したサイト・距離・飛翔経路は実在しません。</translation>
    </message>
    <message>
        <source>Projection  %1</source>
        <translation>図法  %1</translation>
    </message>
    <message>
        <source>Scale  %1</source>
        <translation>縮尺  %1</translation>
    </message>
    <message>
        <source>AMSL</source>
        <translation>海抜</translation>
    </message>
    <message>
        <source>above ground</source>
        <translation>対地</translation>
    </message>
    <message>
        <source>Time  %1</source>
        <translation>時刻  %1</translation>
    </message>
    <message>
        <source>Made with Sorami</source>
        <translation>Sorami で作成</translation>
    </message>
    <message>
        <source>Coverage at  %1 %2</source>
        <translation>覆域の高度  %1 %2</translation>
    </message>
</context>
<context>
    <name>sorami::TrackEditForm</name>
    <message>
        <source>Call sign</source>
        <translation>コールサイン</translation>
    </message>
    <message>
        <source>call sign</source>
        <translation>コールサイン</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>Affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Back to what was reported</source>
        <translation>報告の値に戻す</translation>
    </message>
    <message>
        <source>as reported</source>
        <translation>報告どおり</translation>
    </message>
    <message>
        <source>%1, as reported</source>
        <translation>%1（報告どおり）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>call sign %1</source>
        <translation>コールサイン %1</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>型式 %1</translation>
    </message>
    <message>
        <source>Reported: %1. The recording is not changed.</source>
        <translation>報告：%1。記録は変わりません。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>air</source>
        <translation>空中</translation>
    </message>
    <message>
        <source>space</source>
        <translation>宇宙</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>水上・地上</translation>
    </message>
    <message>
        <source>subsurface</source>
        <translation>水中</translation>
    </message>
    <message>
        <source>ground</source>
        <translation>地上</translation>
    </message>
    <message>
        <source>missile</source>
        <translation>ミサイル</translation>
    </message>
</context>
<context>
    <name>sorami::TrackInspector</name>
    <message>
        <source>EMERGENCY</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>ident</source>
        <translation>IDENT</translation>
    </message>
    <message>
        <source>on ground</source>
        <translation>地上</translation>
    </message>
    <message>
        <source>coasted by its source</source>
        <translation>情報源で外挿</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模擬</translation>
    </message>
    <message>
        <source>test target</source>
        <translation>試験目標</translation>
    </message>
    <message>
        <source>exercise</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>識別</translation>
    </message>
    <message>
        <source>Squawk</source>
        <translation>スコーク</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型式</translation>
    </message>
    <message>
        <source>Affiliation</source>
        <translation>敵味方</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Altitude, barometric</source>
        <translation>気圧高度</translation>
    </message>
    <message>
        <source>Altitude, geometric</source>
        <translation>幾何高度</translation>
    </message>
    <message>
        <source>Ground speed</source>
        <translation>対地速度</translation>
    </message>
    <message>
        <source>Track, true</source>
        <translation>針路、真方位</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>上昇率</translation>
    </message>
    <message>
        <source>Last report</source>
        <translation>最終報告</translation>
    </message>
    <message>
        <source>Receive delay</source>
        <translation>受信遅延</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>HISTORY</source>
        <translation>推移</translation>
    </message>
    <message>
        <source>Centre the map on it</source>
        <translation>地図の中心にする</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>Not yet seen at this time</source>
        <translation>この時刻にはまだ探知していません</translation>
    </message>
    <message>
        <source>%1 AMSL</source>
        <translation>海抜 %1</translation>
    </message>
    <message>
        <source>%1 ellipsoid</source>
        <translation>楕円体高 %1</translation>
    </message>
    <message>
        <source>%1 · %2 ago</source>
        <translation>%1・%2 前</translation>
    </message>
    <message>
        <source>WHAT WE SAY OF IT</source>
        <translation>こちらの記述</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>情報なし</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>assumed friend</source>
        <translation>味方推定</translation>
    </message>
    <message>
        <source>friend</source>
        <translation>味方</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>中立</translation>
    </message>
    <message>
        <source>suspect</source>
        <translation>敵の疑い</translation>
    </message>
    <message>
        <source>hostile</source>
        <translation>敵</translation>
    </message>
    <message>
        <source>civil</source>
        <translation>民間</translation>
    </message>
    <message>
        <source>Also seen as</source>
        <translation>同一目標の航跡</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 件</translation>
    </message>
</context>
<context>
    <name>sorami::TrackPanel</name>
    <message>
        <source>Filter by name, identity, squawk, source</source>
        <translation>名称・識別・スコーク・情報源で絞り込む</translation>
    </message>
    <message>
        <source>Filter tracks</source>
        <translation>航跡を絞り込む</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>No recording is open.
Open one, or drop a file on the window.</source>
        <translation>記録が開かれていません。
開くか、ファイルをウィンドウにドロップしてください。</translation>
    </message>
    <message>
        <source>No track lives at this time.</source>
        <translation>この時刻に航跡はありません。</translation>
    </message>
    <message>
        <source>No track matches the filter; %1 live now.</source>
        <translation>該当する航跡なし。現在 %1 航跡。</translation>
    </message>
</context>
<context>
    <name>sorami::TrackTableModel</name>
    <message>
        <source>Track</source>
        <translation>航跡</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Track°</source>
        <translation>針路°</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>識別</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>情報源</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最終探知</translation>
    </message>
    <message>
        <source>ground</source>
        <translation>地上</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
</context>
<context>
    <name>sorami::TracksLayer</name>
    <message>
        <source>trails of threats only</source>
        <translation>軌跡は脅威のみ</translation>
    </message>
    <message>
        <source>trails as dots</source>
        <translation>軌跡は点</translation>
    </message>
    <message>
        <source>%1 of %2 symbols</source>
        <translation>シンボル %2 中 %1</translation>
    </message>
    <message>
        <source>%1 as dots</source>
        <translation>点表示 %1</translation>
    </message>
    <message>
        <source>at most %1 labels</source>
        <translation>ラベル最大 %1</translation>
    </message>
</context>
<context>
    <name>sorami::VerticalPanel</name>
    <message>
        <source>Azimuth</source>
        <translation>方位角</translation>
    </message>
    <message>
        <source>Follow the pointer</source>
        <translation>ポインターに追従</translation>
    </message>
    <message>
        <source>The azimuth is that of the pointer on the map</source>
        <translation>方位角は地図上のポインターの方位です</translation>
    </message>
    <message>
        <source>Height shown</source>
        <translation>表示する高さ</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Select a sensor to see its vertical coverage</source>
        <translation>センサーを選択すると垂直覆域を表示します</translation>
    </message>
    <message>
        <source>azimuth %1</source>
        <translation>方位角 %1</translation>
    </message>
    <message>
        <source>k %1</source>
        <translation>k %1</translation>
    </message>
    <message>
        <source>%1 m²</source>
        <translation>%1 m²</translation>
    </message>
    <message>
        <source>Swerling %1</source>
        <translation>スワーリング %1</translation>
    </message>
    <message>
        <source>Pfa %1</source>
        <translation>Pfa %1</translation>
    </message>
    <message>
        <source>Pd %1 required</source>
        <translation>所要 Pd %1</translation>
    </message>
    <message>
        <source>NOTIONAL</source>
        <translation>架空</translation>
    </message>
</context>
<context>
    <name>sorami::VideoLayer</name>
    <message>
        <source>Radar video</source>
        <translation>レーダービデオ</translation>
    </message>
</context>
<context>
    <name>sorami::ViewsDesk</name>
    <message>
        <source>Nothing to add up in this span</source>
        <translation>この区間に集計するものがありません</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>Radar scope</source>
        <translation>レーダースコープ</translation>
    </message>
    <message>
        <source>View from the side</source>
        <translation>側面図</translation>
    </message>
    <message>
        <source>Compare sources</source>
        <translation>情報源の比較</translation>
    </message>
    <message>
        <source>Another map</source>
        <translation>別の地図</translation>
    </message>
    <message>
        <source>There are %1 maps already</source>
        <translation>地図はすでに %1 枚あります</translation>
    </message>
    <message>
        <source>Heat map: reports</source>
        <translation>ヒートマップ：報告数</translation>
    </message>
    <message>
        <source>Heat map: lowest altitude</source>
        <translation>ヒートマップ：最低高度</translation>
    </message>
    <message>
        <source>Heat map: mean altitude</source>
        <translation>ヒートマップ：平均高度</translation>
    </message>
    <message>
        <source>Heat map: first detections</source>
        <translation>ヒートマップ：初探知</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Keep this layout…</source>
        <translation>この配置を保存…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Keep this layout</source>
        <translation>この配置を保存</translation>
    </message>
    <message>
        <source>Which views are open, where, and what the map shows. Name:</source>
        <translation>開いているビューとその位置、地図の表示。名称：</translation>
    </message>
    <message>
        <source>From the side</source>
        <translation>側面</translation>
    </message>
    <message>
        <source>Map %1</source>
        <translation>地図 %1</translation>
    </message>
    <message>
        <source>the middle of the map</source>
        <translation>地図の中央</translation>
    </message>
    <message>
        <source>Export this view</source>
        <translation>このビューを書き出す</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>画像 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>書き出しました：%1</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>記録が開かれていません</translation>
    </message>
    <message>
        <source>Adding up the recording</source>
        <translation>記録を集計中</translation>
    </message>
    <message>
        <source>Layout kept: %1</source>
        <translation>配置を保存しました：%1</translation>
    </message>
</context>
</TS>
