#pragma once

namespace ringside {

/// ln(x) for normal x > 0, to a relative 1e-9 of values that are not near 0. Made of sums, products
/// and one quotient of doubles, so it is the same with every compiler, and ten times as fast as the
/// integer logarithm of draws that decide events (core/base/fixed_point.h).
double natural_log(double x);

/// e^x for |x| <= 700, to a relative 1e-10; made likewise.
double natural_exp(double x);

}  // namespace ringside
