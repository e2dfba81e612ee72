// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/UserMaps.h"

#include <QMutex>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cpl_vsi.h>
#include <gdal.h>

#include <atomic>
#include <cmath>
#include <memory>

using namespace sorami;

namespace {

constexpr double kHalfWorld = 20037508.342789244;  // m of Web Mercator
constexpr int kFinestLevel = 8;

/// A picture of one colour as PNG, made by GDAL.
QByteArray tileOf(std::uint8_t r, std::uint8_t g, std::uint8_t b) {
  GDALDatasetH made = GDALCreate(GDALGetDriverByName("MEM"), "", 256, 256, 3, GDT_Byte, nullptr);
  const std::uint8_t colour[] = {r, g, b};
  for (int band = 1; band <= 3; ++band) GDALFillRaster(GDALGetRasterBand(made, band), colour[band - 1], 0);
  const char* const name = "/vsimem/tile.png";
  GDALClose(GDALCreateCopy(GDALGetDriverByName("PNG"), name, made, 0, nullptr, nullptr, nullptr));
  GDALClose(made);
  vsi_l_offset size = 0;
  GByte* bytes = VSIGetMemFileBuffer(name, &size, TRUE);
  const QByteArray out(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(size));
  VSIFree(bytes);
  return out;
}

/// What a service says of itself: one layer, tiles of the Web Mercator square in nine levels.
QByteArray capabilities(const QString& address) {
  QString levels;
  for (int z = 0; z <= kFinestLevel; ++z) {
    levels += QStringLiteral(
                  "<TileMatrix><ows:Identifier>%1</ows:Identifier><ScaleDenominator>%2</ScaleDenominator>"
                  "<TopLeftCorner>%3 %4</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>"
                  "<MatrixWidth>%5</MatrixWidth><MatrixHeight>%5</MatrixHeight></TileMatrix>")
                  .arg(z)
                  .arg(2 * kHalfWorld / 256 / (1 << z) / 0.00028, 0, 'f', 6)
                  .arg(-kHalfWorld, 0, 'f', 6)
                  .arg(kHalfWorld, 0, 'f', 6)
                  .arg(1 << z);
  }
  return QStringLiteral(
             "<?xml version=\"1.0\"?><Capabilities xmlns=\"http://www.opengis.net/wmts/1.0\" "
             "xmlns:ows=\"http://www.opengis.net/ows/1.1\" version=\"1.0.0\"><Contents><Layer>"
             "<ows:Title>Sheets</ows:Title><ows:Identifier>sheets</ows:Identifier>"
             "<ows:WGS84BoundingBox><ows:LowerCorner>-180 -85.05</ows:LowerCorner>"
             "<ows:UpperCorner>180 85.05</ows:UpperCorner></ows:WGS84BoundingBox>"
             "<Style isDefault=\"true\"><ows:Identifier>default</ows:Identifier></Style>"
             "<Format>image/png</Format><TileMatrixSetLink><TileMatrixSet>square</TileMatrixSet>"
             "</TileMatrixSetLink><ResourceURL format=\"image/png\" resourceType=\"tile\" "
             "template=\"%1/t/{TileMatrix}/{TileCol}/{TileRow}.png\"/></Layer>"
             "<TileMatrixSet><ows:Identifier>square</ows:Identifier>"
             "<ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>%2</TileMatrixSet>"
             "</Contents></Capabilities>")
      .arg(address, levels)
      .toUtf8();
}

/// A map service on this machine, with a thread of its own: GDAL waits for it in the test's.
class Service : public QThread {
 public:
  Service() : m_east(tileOf(200, 40, 40)), m_west(tileOf(40, 40, 200)) {
    moveToThread(this);
    start();
    while (port == 0) msleep(1);
  }
  ~Service() override {
    quit();
    wait();
  }
  QStringList asked() {
    const QMutexLocker lock(&m_mutex);
    return m_asked;
  }
  void forget() {
    const QMutexLocker lock(&m_mutex);
    m_asked.clear();
  }
  QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(port.load()); }
  std::atomic<int> port = 0;
  std::atomic<bool> isDown = false;

 protected:
  void run() override {
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost)) return;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
      QTcpSocket* socket = server.nextPendingConnection();
      QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(*socket); });
      QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
    port = server.serverPort();
    exec();
  }

 private:
  void answer(QTcpSocket& socket) {
    if (!socket.peek(1 << 16).contains("\r\n\r\n")) return;
    const QString path = QString::fromLatin1(socket.readAll().split(' ').value(1));
    {
      const QMutexLocker lock(&m_mutex);
      m_asked << path;
    }
    static const QRegularExpression kTile(QStringLiteral("^/t/(\\d+)/(\\d+)/(\\d+)\\.png$"));
    const auto tile = kTile.match(path);
    QByteArray body;
    if (path.startsWith(QLatin1String("/wmts"))) {
      body = capabilities(address());
    } else if (tile.hasMatch() && !isDown) {
      // The eastern half of the world is red, the western blue.
      body = tile.captured(2).toInt() >= (1 << tile.captured(1).toInt()) / 2 ? m_east : m_west;
    }
    socket.write(body.isEmpty() ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\n");
    socket.write("Connection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                 body);
    socket.disconnectFromHost();
  }

  QByteArray m_east, m_west;
  QMutex m_mutex;
  QStringList m_asked;
};

bool isNear(const RasterMap& map, int x, int y, int r, int g, int b) {
  const std::uint8_t* at = &map.rgba[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width) +
                                          static_cast<std::size_t>(x))];
  return std::abs(at[0] - r) < 6 && std::abs(at[1] - g) < 6 && std::abs(at[2] - b) < 6;
}

}  // namespace

/// Maps that a service gives, through GDAL: WMTS and addresses of tiles, from a server on this machine.
class TestMapService : public QObject {
  Q_OBJECT

  QTemporaryDir m_cache;
  std::unique_ptr<Service> m_service;

  /// What a map of the whole earth must show, and ask for.
  void check(const UserMap& read) {
    const auto* map = std::get_if<std::shared_ptr<const RasterMap>>(&read);
    QVERIFY(map);
    const RasterMap& first = **map;
    QVERIFY(first.source);
    // No more than a screen shows, and no finer.
    QVERIFY(std::max(first.width, first.height) <= 1024);
    QVERIFY2(m_service->asked().size() < 40, qPrintable(QString::number(m_service->asked().size())));
    QVERIFY(isNear(first, first.width / 4, first.height / 2, 40, 40, 200));
    QVERIFY(isNear(first, 3 * first.width / 4, first.height / 2, 200, 40, 40));
    m_service->forget();
    // A part of it: only its own tiles, of the level that fits.
    const auto part = readRasterPart(first, 135, 33, 141, 37, 6.0 / 300, 600);
    QVERIFY(part);
    QVERIFY(isNear(*part, part->width / 2, part->height / 2, 200, 40, 40));
    const QStringList asked = m_service->asked();
    QVERIFY(!asked.isEmpty() && asked.size() < 30);
    for (const QString& path : asked) {
      const QStringList parts = path.section(QLatin1Char('/'), 2).split(QLatin1Char('/'));
      QCOMPARE(parts.size(), 3);
      const int level = parts[0].toInt();
      const double column = parts[1].toInt() / std::pow(2.0, level) * 360 - 180;
      const double width = 360 / std::pow(2.0, level);
      QVERIFY2(column < 141 + 2 * width && column > 135 - 3 * width, qPrintable(path));
    }
    // Of a service that does not answer nothing is shown, and nothing hangs.
    m_service->isDown = true;
    const auto none = readRasterPart(first, 10, 45, 16, 49, 6.0 / 300, 600);
    if (none) QVERIFY(!isNear(*none, none->width / 2, none->height / 2, 200, 40, 40));
  }

 private Q_SLOTS:
  void initTestCase() {
    GDALAllRegister();
    // Nothing is kept where a user's own would be.
    qputenv("GDAL_DEFAULT_WMS_CACHE_PATH", m_cache.path().toUtf8());
    qputenv("GDAL_HTTP_TIMEOUT", "10");
    qputenv("no_proxy", "127.0.0.1");
  }
  void init() { m_service = std::make_unique<Service>(); }
  void cleanup() { m_service.reset(); }

  void aTileMatrixServiceIsRead() {
    const std::string name = mapServiceOf(
        QStringLiteral("WMTS:%1/wmts?request=GetCapabilities").arg(m_service->address()).toStdString());
    const Result<UserMap> map = readUserMap(name);
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    QCOMPARE(pathOf(*map), name);
    QCOMPARE(nameOf(*map), std::string("127.0.0.1"));
    QVERIFY(m_service->asked().filter(QStringLiteral("GetCapabilities")).size() >= 1);
    check(*map);
  }

  void anAddressOfTilesIsRead() {
    const std::string name =
        mapServiceOf(QStringLiteral("%1/t/{z}/{x}/{y}.png").arg(m_service->address()).toStdString());
    const Result<UserMap> map = readUserMap(name);
    QVERIFY2(map.ok(), map ? "" : map.error().text().c_str());
    check(*map);
  }

  void aServiceThatIsNotThereSaysSo() {
    const QString address = m_service->address();
    m_service.reset();
    const Result<UserMap> map = readUserMap(QStringLiteral("WMTS:%1/wmts").arg(address).toStdString());
    QVERIFY(!map.ok());
    QVERIFY2(!map.error().text().empty(), map.error().text().c_str());
  }
};

QTEST_GUILESS_MAIN(TestMapService)
#include "tst_mapservice.moc"
