// Signed distances to the edge of a shape, in points, turned into coverage of this pixel.
in vec2 local;
in vec4 colour;
flat in vec4 size;
flat in float shape;
uniform mat4 view;
layout(location = 0) out vec4 frag;

float to_box(vec2 p, vec2 half_size) {
  vec2 q = abs(p) - half_size;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0);
}

// A box of half size xy with its corners rounded outwards by z; w > 0: its outline, half as wide as w.
float to_rounded(vec2 p) {
  float d = to_box(p, size.xy) - size.z;
  return size.w > 0.0 ? abs(d) - size.w : d;
}

// x: half a stroke's length, y: half its width.
float to_plus(vec2 p) {
  float core = size.x - size.y;
  return min(to_box(p, vec2(core, 0.0)), to_box(p, vec2(0.0, core))) - size.y;
}

// x: radius, y: half the width; z, w: cosine (from -1) and sine of half the sweep, of 2048. Lies symmetric about the
// x axis, and ends round or straight.
float to_arc(vec2 p, bool round_ends) {
  p.y = abs(p.y);
  vec2 end = vec2(size.z / 1023.984375 - 1.0, size.w / 2047.96875);
  float across = abs(length(p) - size.x) - size.y;
  float past_end = end.x * p.y - end.y * p.x;
  if (round_ends) return past_end < 0.0 ? across : length(p - end * size.x) - size.y;
  if (dot(p, end) < 0.0) past_end = sign(past_end) * length(p);
  return max(across, past_end);
}

void main() {
  float pixel = view[1].x;
  float coverage;
  float noise = 0.0;
  if (shape < 3.5) {
    float d;
    float width;
    if (shape < 0.5) {
      d = to_rounded(local);
      width = 2.0 * (size.w > 0.0 ? size.w : size.z + min(size.x, size.y));
    } else if (shape < 1.5) {
      d = to_plus(local);
      width = 2.0 * size.y;
    } else {
      d = to_arc(local, shape < 2.5);
      width = 2.0 * size.y;
    }
    coverage = clamp(0.5 - d / pixel, 0.0, 1.0);
    // A stroke thinner than a pixel covers no more of it than its width.
    float thin = min(width / pixel, 1.0);
    coverage *= 2.0 * thin / (1.0 + thin);
  } else {
    // A glow: falls off smoothly to nothing at radius x. A little noise keeps dark gradients from showing bands.
    float fall = clamp(1.0 - dot(local, local) / (size.x * size.x), 0.0, 1.0);
    coverage = fall * fall;
    if (fall > 0.0) {
      noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    }
  }
  float alpha = colour.a * coverage;
  frag = vec4(colour.rgb * alpha + noise / 255.0, alpha);
}
