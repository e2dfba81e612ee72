// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/DeterministicMath.h"

#include <cmath>

namespace sorami::demo {
namespace {

/// Taylor series on |x| <= pi/4; the first term left out is below 1e-17.
double sineSeries(double x) {
  const double z = x * x;
  double sum = 1.0;
  for (int n = 17; n >= 3; n -= 2) sum = 1.0 - z / (n * (n - 1)) * sum;
  return x * sum;
}

double cosineSeries(double x) {
  const double z = x * x;
  double sum = 1.0;
  for (int n = 18; n >= 2; n -= 2) sum = 1.0 - z / (n * (n - 1)) * sum;
  return sum;
}

struct Octant {
  double rest;
  int quarter;
};

Octant reduce(double rad) {
  const double turns = std::floor(rad / (kPi / 2) + 0.5);
  return {rad - turns * (kPi / 2), static_cast<int>(static_cast<std::int64_t>(turns) & 3)};
}

/// Arctangent on 0 … 1: halved twice by tan(a/2) = t / (1 + sqrt(1 + t²)), then the alternating series.
double arcTangentUnit(double t) {
  for (int i = 0; i < 2; ++i) t = t / (1.0 + std::sqrt(1.0 + t * t));
  const double z = t * t;
  double sum = 0.0;
  for (int n = 31; n >= 1; n -= 2) sum = 1.0 / n - z * sum;
  return 4.0 * t * sum;
}

struct Vector {
  double x, y, z;
};

Vector unit(LatLon p) {
  const double lat = p.lat * (kPi / 180), lon = p.lon * (kPi / 180);
  return {cosine(lat) * cosine(lon), cosine(lat) * sine(lon), sine(lat)};
}

}  // namespace

double sine(double rad) {
  const auto [x, quarter] = reduce(rad);
  const double v = (quarter & 1) ? cosineSeries(x) : sineSeries(x);
  return (quarter & 2) ? -v : v;
}

double cosine(double rad) {
  const auto [x, quarter] = reduce(rad);
  const double v = (quarter & 1) ? sineSeries(x) : cosineSeries(x);
  return (quarter == 1 || quarter == 2) ? -v : v;
}

double arcTangent(double y, double x) {
  const double ax = std::fabs(x), ay = std::fabs(y);
  if (ax == 0 && ay == 0) return 0;
  double a = ay <= ax ? arcTangentUnit(ay / ax) : kPi / 2 - arcTangentUnit(ax / ay);
  if (x < 0) a = kPi - a;
  return y < 0 ? -a : a;
}

double exponential(double x) {
  // e^x = (e^(x / 2^10))^(2^10); the inner one by series.
  const double small = x / 1024;
  double sum = 1.0;
  for (int n = 12; n >= 1; --n) sum = 1.0 + small / n * sum;
  for (int i = 0; i < 10; ++i) sum *= sum;
  return sum;
}

std::uint64_t Random::next() {
  m_state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = m_state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

double Random::uniform() {
  return static_cast<double>(next() >> 11U) * 0x1p-53;
}

double Random::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += uniform();
  return sum;
}

LatLon destination(LatLon from, double bearingDeg, double distance) {
  const double angle = distance / kEarthRadius;
  const double lat = from.lat * (kPi / 180), bearing = bearingDeg * (kPi / 180);
  const double sinLat = sine(lat) * cosine(angle) + cosine(lat) * sine(angle) * cosine(bearing);
  const double dLon =
      arcTangent(sine(bearing) * sine(angle) * cosine(lat), cosine(angle) - sine(lat) * sinLat);
  const double cosLat = std::sqrt(std::fmax(0.0, 1.0 - sinLat * sinLat));
  return {arcTangent(sinLat, cosLat) * (180 / kPi), wrapLongitude(from.lon + dLon * (180 / kPi))};
}

double distanceBetween(LatLon a, LatLon b) {
  const Vector u = unit(a), v = unit(b);
  const double cx = u.y * v.z - u.z * v.y, cy = u.z * v.x - u.x * v.z, cz = u.x * v.y - u.y * v.x;
  return kEarthRadius * arcTangent(std::sqrt(cx * cx + cy * cy + cz * cz), u.x * v.x + u.y * v.y + u.z * v.z);
}

double bearingBetween(LatLon a, LatLon b) {
  const double lat1 = a.lat * (kPi / 180), lat2 = b.lat * (kPi / 180), dLon = (b.lon - a.lon) * (kPi / 180);
  const double deg = arcTangent(sine(dLon) * cosine(lat2),
                                cosine(lat1) * sine(lat2) - sine(lat1) * cosine(lat2) * cosine(dLon)) *
                     (180 / kPi);
  return deg < 0 ? deg + 360 : deg;
}

}  // namespace sorami::demo
