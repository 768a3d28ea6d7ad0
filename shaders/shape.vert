// A rounded rectangle, disc, diamond or cross; with a level it is a glass filled from below.
layout(location = 0) in vec4 a_box;      // left, top, width, height
layout(location = 1) in vec4 a_look;     // corner radius, level 0..1 (below 0: none), kind, body opacity of the level
layout(location = 2) in vec4 a_colour;
layout(location = 3) in vec4 a_level_colour;
uniform vec4 u_view;
out vec2 v_at;
flat out vec2 v_half;
flat out vec4 v_look;
flat out vec4 v_colour;
flat out vec4 v_level_colour;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  v_half = a_box.zw * 0.5;
  v_at = (corner * 2.0 - 1.0) * (v_half + 1.0);
  v_look = a_look;
  v_colour = a_colour;
  v_level_colour = a_level_colour;
  gl_Position = vec4((a_box.xy + v_half + v_at) * u_view.xy + u_view.zw, 0.0, 1.0);
}
