// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/physics/RadarEquation.h"

#include "data/coverage/physics/Constants.h"

#include <cmath>
#include <cstdio>
#include <numbers>

namespace sorami::physics {

namespace {

// SNR × R⁴ of the pulse radar, m⁴.
double snrTimesRange4(const PulseRadar& radar, double rcs) {
  const double lambda = wavelength(radar.frequencyHz);
  const double fourPi = 4 * kPi;
  return radar.peakPowerW * radar.pulseWidthS *
         fromDb(radar.transmitGainDbi + radar.receiveGainDbi - radar.lossesDb) * lambda * lambda * rcs /
         (fourPi * fourPi * fourPi * kBoltzmann * radar.systemTemperatureK);
}

double snrTimesRange4(const SearchRadar& radar, double rcs) {
  return radar.powerAperture * radar.searchTimeS * rcs /
         (4 * kPi * radar.solidAngleSr * kBoltzmann * radar.systemTemperatureK * fromDb(radar.lossesDb));
}

Status within(double value, double least, double greatest, const char* what, const char* unit) {
  if (value >= least && value <= greatest) return {};
  char text[160];
  std::snprintf(text, sizeof text, "%s of %g %s is out of range", what, value, unit);
  char hint[96];
  std::snprintf(hint, sizeof hint, "give %g to %g %s", least, greatest, unit);
  return Error{text, what, hint};
}

}  // namespace

double wavelength(double frequencyHz) {
  return kSpeedOfLight / frequencyHz;
}

Status checkRadar(const PulseRadar& radar) {
  if (auto s = within(radar.frequencyHz, 1e6, 1e12, "frequency", "Hz"); !s) return s;
  if (auto s = within(radar.peakPowerW, 1e-6, 1e12, "peak power", "W"); !s) return s;
  if (auto s = within(radar.pulseWidthS, 1e-12, 10, "pulse width", "s"); !s) return s;
  if (auto s = within(radar.transmitGainDbi, -50, 120, "transmit gain", "dBi"); !s) return s;
  if (auto s = within(radar.receiveGainDbi, -50, 120, "receive gain", "dBi"); !s) return s;
  if (auto s = within(radar.systemTemperatureK, 1, 1e7, "system temperature", "K"); !s) return s;
  return within(radar.lossesDb, 0, 200, "losses", "dB");
}

double snrAtRange(const PulseRadar& radar, double rcs, double range) {
  return snrTimesRange4(radar, rcs) / (range * range * range * range);
}

double snrBistatic(const PulseRadar& radar, double rcs, double rangeTransmit, double rangeReceive) {
  return snrTimesRange4(radar, rcs) / (rangeTransmit * rangeTransmit * rangeReceive * rangeReceive);
}

double rangeForSnr(const PulseRadar& radar, double rcs, double snr) {
  return std::pow(snrTimesRange4(radar, rcs) / snr, 0.25);
}

double rangeForSnr(const PulseRadar& radar, double rcs, double snr,
                   const std::function<double(double)>& twoWayDb) {
  const double free = rangeForSnr(radar, rcs, snr);
  if (!twoWayDb || !(free > 0) || !std::isfinite(free)) return free;
  // Excess over what is wanted, dB: falls with range, so there is one root between 0 and the free range.
  const auto excess = [&](double range) { return 40 * std::log10(free / range) - twoWayDb(range); };
  double low = 0;
  double high = free;
  double atHigh = excess(high);
  if (!(atHigh < 0)) return free;
  // The plain iteration's next point, R e^(-loss/…), lies on one side or the other; keep whichever bracket it
  // cuts.
  double range = free;
  for (int i = 0; i < 100 && high - low > 1e-7 * high; ++i) {
    const double next = free * std::pow(10.0, -twoWayDb(range) / 40);
    range = next > low && next < high && i % 3 != 2 ? next : 0.5 * (low + high);
    (excess(range) < 0 ? high : low) = range;
  }
  return 0.5 * (low + high);
}

double peakPowerForSnr(const PulseRadar& radar, double rcs, double range, double snr) {
  PulseRadar one = radar;
  one.peakPowerW = 1;
  return snr / snrAtRange(one, rcs, range);
}

double searchSolidAngle(double azimuthWidth, double elevationFrom, double elevationTo) {
  return azimuthWidth * (std::sin(elevationTo) - std::sin(elevationFrom));
}

double searchSnr(const SearchRadar& radar, double rcs, double range) {
  return snrTimesRange4(radar, rcs) / (range * range * range * range);
}

double searchRange(const SearchRadar& radar, double rcs, double snr) {
  return std::pow(snrTimesRange4(radar, rcs) / snr, 0.25);
}

double systemTemperature(double skyTemperatureK, double antennaLossDb, double lineLossDb,
                         double noiseFigureDb) {
  const double antenna = (0.876 * skyTemperatureK - 254) / fromDb(antennaLossDb) + kReferenceTemperature;
  const double line = kReferenceTemperature * (fromDb(lineLossDb) - 1);
  const double receiver = kReferenceTemperature * (fromDb(noiseFigureDb) - 1);
  return antenna + line + fromDb(lineLossDb) * receiver;
}

double LossBudget::totalDb() const {
  return transmitLineDb + receiveLineDb + antennaOhmicDb + beamShapeDb + filterMismatchDb + integrationDb +
         collapsingDb + cfarDb + scanDb + otherDb;
}

Result<double> cellAveragingLossDb(double pd, double pfa, int cells) {
  const Result<double> known = requiredSnrDb(pd, pfa, 1, Swerling::ScanRayleigh);
  if (!known) return known.error();
  if (cells < 1 || cells > 10'000)
    return Error{std::to_string(cells) + " reference cells are out of range", "reference cells",
                 "give 1 to 10000"};
  const double pfaRoot = std::expm1(-std::log(pfa) / cells);
  const double pdRoot = std::expm1(-std::log(pd) / cells);
  return toDb(pfaRoot / pdRoot - 1) - *known;
}

Result<double> detectionRange(const PulseRadar& radar, double rcs, double pd, double pfa, int pulses,
                              Swerling swerling, const std::function<double(double)>& twoWayDb) {
  if (auto s = checkRadar(radar); !s) return s.error();
  if (auto s = within(rcs, 1e-9, 1e9, "radar cross-section", "m²"); !s) return s.error();
  const Result<double> needed = requiredSnrDb(pd, pfa, pulses, swerling);
  if (!needed) return needed.error();
  return rangeForSnr(radar, rcs, fromDb(*needed), twoWayDb);
}

}  // namespace sorami::physics
