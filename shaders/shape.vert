// The corner of a quad that hugs one shape. A version line is put before this: 330 core, or 300 es with precisions.
layout(location = 0) in vec4 place;   // xy: in the window, uv: in the shape's own turned frame; in points
layout(location = 1) in vec4 extent;  // four sizes in 1/32 point; shape.frag says what they mean
layout(location = 2) in vec4 tint;    // straight alpha
layout(location = 3) in float kind;
uniform mat4 view;                    // column 0: scale and offset to clip space; column 1: x = points in a pixel
out vec2 local;
out vec4 colour;
flat out vec4 size;
flat out float shape;

void main() {
  local = place.zw;
  colour = tint;
  size = extent / 32.0;
  shape = kind;
  gl_Position = vec4(place.xy * view[0].xy + view[0].zw, 0.0, 1.0);
}
