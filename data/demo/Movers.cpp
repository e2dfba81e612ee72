// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/Movers.h"

#include "data/core/Units.h"
#include "data/demo/DeterministicMath.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace sorami::demo {
namespace {

constexpr double kGravity = 9.80665;

double smoothStep(double x) {
  x = std::fmin(1.0, std::fmax(0.0, x));
  return x * x * (3 - 2 * x);
}

/// Fills speed, track and climb from two positions a short time apart.
template <typename PositionAt>
Truth withMotion(double seconds, const PositionAt& positionAt) {
  constexpr double kStep = 0.5;
  const auto before = positionAt(seconds - kStep);
  const auto after = positionAt(seconds + kStep);
  Truth truth = positionAt(seconds);
  truth.groundSpeed = distanceBetween(before.position, after.position) / (2 * kStep);
  truth.trackDeg = bearingBetween(before.position, after.position);
  truth.verticalRate = (after.altitude - before.altitude) / (2 * kStep);
  return truth;
}

/// A scheduled flight along a bowed great circle: climb, cruise at a semicircular level, descent.
class Airliner final : public Mover {
 public:
  Airliner(LatLon from, LatLon to, UtcTime departure, double cruiseSpeed, double cruiseAltitude, double bow)
      : m_from(from),
        m_to(to),
        m_departure(departure),
        m_speed(cruiseSpeed),
        m_altitude(cruiseAltitude),
        m_bow(bow) {
    m_distance = distanceBetween(from, to);
    m_climb = std::fmin(200e3, 0.40 * m_distance);
    m_descent = std::fmin(230e3, 0.45 * m_distance);
    m_bearing = bearingBetween(from, to);
    const double mean = 0.5 * (kLiftOffSpeed + m_speed);
    m_climbTime = m_climb / mean;
    m_cruiseTime = (m_distance - m_climb - m_descent) / m_speed;
    m_descentTime = m_descent / mean;
  }

  std::optional<Truth> at(UtcTime t) const override {
    const double seconds = static_cast<double>(t - m_departure) * 1e-6;
    if (seconds < 0 || seconds > duration()) return std::nullopt;
    return withMotion(seconds, [this](double s) { return positionAt(s); });
  }

  double duration() const { return m_climbTime + m_cruiseTime + m_descentTime; }

 private:
  static constexpr double kLiftOffSpeed = 85;

  double along(double s) const {
    const double gain = m_speed - kLiftOffSpeed;
    if (s <= m_climbTime) return kLiftOffSpeed * s + 0.5 * gain / m_climbTime * s * s;
    s -= m_climbTime;
    if (s <= m_cruiseTime) return m_climb + m_speed * s;
    s -= m_cruiseTime;
    return m_distance - m_descent + m_speed * s - 0.5 * gain / m_descentTime * s * s;
  }

  Truth positionAt(double s) const {
    const double x = along(s);
    Truth truth;
    const LatLon onCircle = destination(m_from, m_bearing, x);
    truth.position = destination(onCircle, m_bearing + 90, m_bow * sine(kPi * x / m_distance));
    truth.altitude =
        m_altitude * std::fmin(smoothStep(x / m_climb), smoothStep((m_distance - x) / m_descent));
    return truth;
  }

  LatLon m_from, m_to;
  UtcTime m_departure;
  double m_speed, m_altitude, m_bow;
  double m_distance, m_climb, m_descent, m_bearing, m_climbTime, m_cruiseTime, m_descentTime;
};

/// Two straight legs joined by two half circles flown at a bank angle: R = v² / (g tan bank).
class Racetrack final : public Mover {
 public:
  Racetrack(LatLon centre, double headingDeg, double leg, double speed, double altitude, double bankDeg,
            TimeRange span, double phase)
      : m_centre(centre),
        m_heading(headingDeg),
        m_leg(leg),
        m_speed(speed),
        m_altitude(altitude),
        m_span(span),
        m_phase(phase) {
    const double bank = bankDeg * (kPi / 180);
    m_radius = speed * speed / (kGravity * sine(bank) / cosine(bank));
    m_length = 2 * leg + 2 * kPi * m_radius;
  }

  std::optional<Truth> at(UtcTime t) const override {
    if (!m_span.contains(t)) return std::nullopt;
    const double seconds = static_cast<double>(t - m_span.begin) * 1e-6;
    return withMotion(seconds, [this](double s) { return positionAt(s); });
  }

 private:
  Truth positionAt(double seconds) const {
    double s = seconds * m_speed + m_phase * m_length;
    s -= std::floor(s / m_length) * m_length;
    double forward = 0, right = 0;  // m, from the centre, along and across the heading
    const double halfTurn = kPi * m_radius;
    if (s < m_leg) {
      forward = s - m_leg / 2;
      right = -m_radius;
    } else if (s < m_leg + halfTurn) {
      const double a = (s - m_leg) / m_radius;
      forward = m_leg / 2 + m_radius * sine(a);
      right = -m_radius * cosine(a);
    } else if (s < 2 * m_leg + halfTurn) {
      forward = m_leg / 2 - (s - m_leg - halfTurn);
      right = m_radius;
    } else {
      const double a = (s - 2 * m_leg - halfTurn) / m_radius;
      forward = -m_leg / 2 - m_radius * sine(a);
      right = m_radius * cosine(a);
    }
    const double distance = std::sqrt(forward * forward + right * right);
    Truth truth;
    truth.position = destination(m_centre, m_heading + arcTangent(right, forward) * (180 / kPi), distance);
    truth.altitude = m_altitude;
    return truth;
  }

  LatLon m_centre;
  double m_heading, m_leg, m_speed, m_altitude;
  TimeRange m_span;
  double m_phase, m_radius, m_length;
};

/// Constant speed along way-points, the corners rounded by looking a little ahead and behind.
class Route final : public Mover {
 public:
  struct Point {
    LatLon position;
    double altitude;  ///< m
  };
  Route(std::vector<Point> points, double speed, UtcTime start)
      : m_points(std::move(points)), m_speed(speed), m_start(start) {
    m_along.push_back(0);
    for (std::size_t i = 1; i < m_points.size(); ++i) {
      m_along.push_back(m_along.back() + distanceBetween(m_points[i - 1].position, m_points[i].position));
    }
  }

  std::optional<Truth> at(UtcTime t) const override {
    const double seconds = static_cast<double>(t - m_start) * 1e-6;
    if (seconds < 0 || seconds * m_speed > m_along.back()) return std::nullopt;
    Truth truth = withMotion(seconds, [this](double s) { return positionAt(s); });
    truth.groundSpeed = m_speed;
    return truth;
  }

 private:
  Truth pointAt(double s) const {
    std::size_t i = 1;
    while (i + 1 < m_points.size() && s > m_along[i]) ++i;
    const double leg = m_along[i] - m_along[i - 1];
    const double f = (s - m_along[i - 1]) / leg;
    Truth truth;
    truth.position =
        destination(m_points[i - 1].position, bearingBetween(m_points[i - 1].position, m_points[i].position),
                    s - m_along[i - 1]);
    truth.altitude = m_points[i - 1].altitude + (m_points[i].altitude - m_points[i - 1].altitude) * f;
    return truth;
  }

  Truth positionAt(double seconds) const {
    // The middle between the points a turn's lead before and after rounds a corner as a turning aircraft
    // does.
    const double s = seconds * m_speed;
    const double lead = 20 * m_speed;
    if (s < lead || s > m_along.back() - lead) return pointAt(s);
    const Truth a = pointAt(s - lead), b = pointAt(s + lead);
    Truth truth;
    truth.position = destination(a.position, bearingBetween(a.position, b.position),
                                 distanceBetween(a.position, b.position) / 2);
    truth.altitude = (a.altitude + b.altitude) / 2;
    return truth;
  }

  std::vector<Point> m_points;
  std::vector<double> m_along;
  double m_speed;
  UtcTime m_start;
};

/// A depressed arc: constant ground speed after a smooth boost, height a parabola. ASTERIX carries geometric
/// altitude to 204 800 ft (62.4 km) only, so the apogee stays below it.
class BallisticArc final : public Mover {
 public:
  BallisticArc(LatLon from, LatLon to, double apogee, UtcTime start)
      : m_from(from),
        m_apogee(apogee),
        m_start(start),
        m_distance(distanceBetween(from, to)),
        m_bearing(bearingBetween(from, to)) {
    // Flat-earth parabola: climb rate at the start sqrt(2 g H), time of flight twice climb rate / g.
    m_flight = 2 * std::sqrt(2 * apogee / kGravity);
  }

  std::optional<Truth> at(UtcTime t) const override {
    const double seconds = static_cast<double>(t - m_start) * 1e-6;
    if (seconds < 0 || seconds > m_flight + kBoost / 2) return std::nullopt;
    return withMotion(seconds, [this](double s) { return positionAt(s); });
  }

 private:
  static constexpr double kBoost = 60;

  Truth positionAt(double seconds) const {
    // During boost the clock of the parabola starts slowly: its rate grows from 0 to 1 over kBoost seconds.
    double s = seconds < kBoost ? seconds * seconds / (2 * kBoost) : seconds - kBoost / 2;
    s = std::fmin(m_flight, std::fmax(0.0, s));
    const double f = s / m_flight;
    Truth truth;
    truth.position = destination(m_from, m_bearing, f * m_distance);
    truth.altitude = 4 * m_apogee * f * (1 - f);
    return truth;
  }

  LatLon m_from;
  double m_apogee;
  UtcTime m_start;
  double m_distance, m_bearing, m_flight;
};

/// Rise, then a glide at 40–60 km with a damped oscillation, a gentle turn across, and a steep end. A display
/// curve.
class GlideVehicle final : public Mover {
 public:
  GlideVehicle(LatLon from, LatLon to, double bow, UtcTime start)
      : m_from(from),
        m_bow(bow),
        m_start(start),
        m_distance(distanceBetween(from, to)),
        m_bearing(bearingBetween(from, to)) {
    m_flight = m_distance / (0.5 * (kFirstSpeed + kLastSpeed)) + kRise / 2;
  }

  std::optional<Truth> at(UtcTime t) const override {
    const double seconds = static_cast<double>(t - m_start) * 1e-6;
    if (seconds < 0 || seconds > m_flight) return std::nullopt;
    return withMotion(seconds, [this](double s) { return positionAt(s); });
  }

 private:
  static constexpr double kRise = 120, kFirstSpeed = 2500, kLastSpeed = 1500;

  Truth positionAt(double seconds) const {
    const double s = std::fmax(0.0, seconds < kRise ? seconds * seconds / (2 * kRise) : seconds - kRise / 2);
    const double total = m_flight - kRise / 2;
    const double x =
        std::fmin(m_distance, kFirstSpeed * s - 0.5 * (kFirstSpeed - kLastSpeed) / total * s * s);
    const double f = x / m_distance;
    Truth truth;
    truth.position = destination(destination(m_from, m_bearing, x), m_bearing + 90, m_bow * sine(kPi * f));
    const double level = 48e3 - 8e3 * f + 6e3 * exponential(-seconds / 250) * cosine(2 * kPi * seconds / 110);
    truth.altitude = std::fmax(0.0, level * smoothStep(seconds / kRise) * smoothStep((1 - f) / 0.12));
    return truth;
  }

  LatLon m_from;
  double m_bow;
  UtcTime m_start;
  double m_distance, m_bearing, m_flight;
};

struct Airport {
  const char* region;
  LatLon position;
  int weight;  ///< how often it is chosen
};

/// Public aerodrome positions rounded to a tenth of a degree.
constexpr std::array<Airport, 32> kAirports{{
    {"TYO", {35.6, 139.8}, 14}, {"NRT", {35.8, 140.4}, 8},  {"OSA", {34.8, 135.4}, 5},
    {"KIX", {34.4, 135.2}, 6},  {"NGO", {34.9, 136.8}, 4},  {"FUK", {33.6, 130.4}, 7},
    {"CTS", {42.8, 141.7}, 7},  {"OKA", {26.2, 127.6}, 5},  {"SDJ", {38.1, 140.9}, 2},
    {"KOJ", {31.8, 130.7}, 2},  {"HIJ", {34.4, 132.9}, 2},  {"KMJ", {32.8, 130.9}, 1},
    {"MYJ", {33.8, 132.7}, 1},  {"KIJ", {38.0, 139.1}, 1},  {"HKD", {41.8, 140.8}, 1},
    {"ISG", {24.4, 124.2}, 1},  {"ICN", {37.5, 126.4}, 8},  {"GMP", {37.6, 126.8}, 3},
    {"PUS", {35.2, 128.9}, 3},  {"CJU", {33.5, 126.5}, 5},  {"TPE", {25.1, 121.2}, 4},
    {"PVG", {31.1, 121.8}, 4},  {"PEK", {40.1, 116.6}, 3},  {"DLC", {39.0, 121.5}, 1},
    {"HKG", {22.3, 113.9}, 3},  {"MNL", {14.5, 121.0}, 1},  {"GUM", {13.5, 144.8}, 1},
    {"HNL", {21.3, -157.9}, 2}, {"ANC", {61.2, -150.0}, 2}, {"SFO", {37.6, -122.4}, 2},
    {"LAX", {33.9, -118.4}, 2}, {"YVR", {49.2, -123.2}, 1},
}};

int chooseAirport(Random& random) {
  int total = 0;
  for (const Airport& a : kAirports) total += a.weight;
  int pick = random.below(total);
  int i = 0;
  while (pick >= kAirports[static_cast<std::size_t>(i)].weight)
    pick -= kAirports[static_cast<std::size_t>(i++)].weight;
  return i;
}

void addAirliners(std::vector<std::unique_ptr<Mover>>& out, TimeRange span, Random& random) {
  // Invented operators: no real airline's designator is used.
  constexpr std::array<const char*, 10> kOperators{"SKQ", "NTA", "ZEP", "QOX", "HKB",
                                                   "TSU", "UME", "YUK", "VIV", "KXR"};
  constexpr int kFlights = 900;
  for (int i = 0; i < kFlights; ++i) {
    const int from = chooseAirport(random);
    int to = chooseAirport(random);
    while (to == from || distanceBetween(kAirports[static_cast<std::size_t>(from)].position,
                                         kAirports[static_cast<std::size_t>(to)].position) < 250e3) {
      to = chooseAirport(random);
    }
    const LatLon a = kAirports[static_cast<std::size_t>(from)].position,
                 b = kAirports[static_cast<std::size_t>(to)].position;
    const double distance = distanceBetween(a, b);
    const bool eastbound = bearingBetween(a, b) < 180;
    const bool shortHaul = distance < 700e3;
    // Semicircular levels: odd flight levels eastbound, even ones westbound.
    int level = (shortHaul ? 23 : 31) + 2 * random.below(shortHaul ? 4 : 5);
    if (!eastbound) level += 1;
    const double speed = random.uniform(430, 500) * kKnot * (eastbound ? 1.04 : 0.97);
    const double duration = distance / speed;
    // Departures from one flight time before the span to its end: the sky is as full at the start as later.
    const double start = random.uniform(-1.1 * duration, static_cast<double>(span.length()) * 1e-6);
    const double bow = random.uniform(-0.04, 0.04) * std::fmin(distance, 1.2e6);
    const auto departure = span.begin + static_cast<Micros>(start * 1e3) * kMillisecond;
    auto flight = std::make_unique<Airliner>(a, b, departure, speed, level * 10 * kFlightLevel, bow);
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "%s%d", kOperators[static_cast<std::size_t>(random.below(10))],
                  100 + random.below(900));
    flight->kind = MoverClass::Airliner;
    flight->callsign = name.data();
    // A block of addresses that the demo keeps to itself; every flight has its own.
    flight->icao24 = 0xF10000 + i;
    flight->mode3A = 0x200 + random.below(0xA00);
    out.push_back(std::move(flight));
  }
}

template <typename MoverType>
void add(std::vector<std::unique_ptr<Mover>>& out, std::unique_ptr<MoverType> mover, MoverClass kind,
         const char* callsign, int mode3A) {
  mover->kind = kind;
  mover->callsign = callsign;
  mover->mode3A = mode3A;
  out.push_back(std::move(mover));
}

void addMilitary(std::vector<std::unique_ptr<Mover>>& out, TimeRange span) {
  const auto after = [&](int minutes, int seconds = 0) {
    return span.begin + minutes * kMinute + seconds * kSecond;
  };
  // Patrols and combat air patrols (friendly).
  add(out, std::make_unique<Racetrack>(LatLon{38.6, 134.2}, 40, 180e3, 210, 9000, 25, span, 0.1),
      MoverClass::Patrol, "ORBIT31", 0x6C1);
  add(out, std::make_unique<Racetrack>(LatLon{28.6, 127.6}, 55, 220e3, 200, 8500, 25, span, 0.6),
      MoverClass::Patrol, "ORBIT32", 0x6C2);
  add(out, std::make_unique<Racetrack>(LatLon{44.4, 140.6}, 5, 120e3, 140, 3000, 25, span, 0.3),
      MoverClass::Patrol, "WATCH11", 0x6C3);
  add(out, std::make_unique<Racetrack>(LatLon{31.2, 132.8}, 70, 160e3, 150, 2500, 25, span, 0.8),
      MoverClass::Patrol, "WATCH12", 0x6C4);
  add(out,
      std::make_unique<Racetrack>(LatLon{37.4, 135.4}, 30, 60e3, 230, 8000, 30,
                                  TimeRange{after(20), span.end}, 0.0),
      MoverClass::Fighter, "SABRE01", 0x701);
  add(out,
      std::make_unique<Racetrack>(LatLon{37.4, 135.4}, 30, 60e3, 230, 8300, 30,
                                  TimeRange{after(20, 30), span.end}, 0.98),
      MoverClass::Fighter, "SABRE02", 0x702);
  add(out,
      std::make_unique<Racetrack>(LatLon{41.6, 138.4}, 350, 50e3, 235, 7800, 30,
                                  TimeRange{after(35), span.end}, 0.2),
      MoverClass::Fighter, "LANCE01", 0x703);
  // A pair goes out to look at the bombers and comes home.
  const std::vector<Route::Point> intercept{{{36.6, 136.4}, 600},  {{37.4, 135.6}, 8200},
                                            {{38.6, 134.4}, 8400}, {{37.6, 133.2}, 8400},
                                            {{36.9, 134.4}, 8400}, {{36.6, 136.4}, 600}};
  add(out, std::make_unique<Route>(intercept, 270, after(48)), MoverClass::Fighter, "LANCE21", 0x704);
  add(out, std::make_unique<Route>(intercept, 270, after(48, 25)), MoverClass::Fighter, "LANCE22", 0x705);

  // Threats, every one notional: long legs over the sea, no place on land as an aim.
  const std::vector<Route::Point> bombers{{{42.2, 133.4}, 7900}, {{40.0, 134.6}, 7900},
                                          {{38.2, 133.6}, 7900}, {{37.2, 131.9}, 7900},
                                          {{38.8, 131.2}, 7900}, {{42.0, 132.6}, 7900}};
  add(out, std::make_unique<Route>(bombers, 225, after(22)), MoverClass::Bomber, "H4021", -1);
  add(out, std::make_unique<Route>(bombers, 225, after(22, 40)), MoverClass::Bomber, "H4022", -1);
  const std::vector<Route::Point> southern{{{27.2, 122.6}, 9400},
                                           {{27.8, 125.4}, 9400},
                                           {{25.9, 127.2}, 9400},
                                           {{24.4, 126.0}, 9400},
                                           {{25.6, 122.8}, 9400}};
  add(out, std::make_unique<Route>(southern, 230, after(12)), MoverClass::Bomber, "U4107", -1);
  const std::vector<Route::Point> cruiseNorth{
      {{41.6, 134.6}, 120}, {{40.7, 136.2}, 80}, {{40.9, 137.6}, 80}, {{40.1, 138.8}, 60}};
  add(out, std::make_unique<Route>(cruiseNorth, 240, after(58)), MoverClass::Cruise, "H4031", -1);
  const std::vector<Route::Point> cruiseWest{
      {{38.4, 131.6}, 150}, {{37.2, 132.4}, 90}, {{36.5, 133.9}, 70}, {{36.3, 135.1}, 60}};
  add(out, std::make_unique<Route>(cruiseWest, 250, after(64)), MoverClass::Cruise, "H4032", -1);
  add(out, std::make_unique<Route>(cruiseWest, 250, after(64, 15)), MoverClass::Cruise, "H4033", -1);
  add(out, std::make_unique<BallisticArc>(LatLon{41.2, 131.8}, LatLon{38.3, 135.9}, 58e3, after(72)),
      MoverClass::Ballistic, "H4041", -1);
  add(out, std::make_unique<BallisticArc>(LatLon{41.3, 131.7}, LatLon{37.9, 135.2}, 60e3, after(73)),
      MoverClass::Ballistic, "H4042", -1);
  add(out, std::make_unique<GlideVehicle>(LatLon{42.6, 131.4}, LatLon{37.2, 146.4}, 140e3, after(86)),
      MoverClass::Glide, "H4051", -1);
}

}  // namespace

std::vector<std::unique_ptr<Mover>> makeScenario(TimeRange span) {
  std::vector<std::unique_ptr<Mover>> movers;
  Random random(0x534F52414D49);
  addAirliners(movers, span, random);
  addMilitary(movers, span);
  return movers;
}

}  // namespace sorami::demo
