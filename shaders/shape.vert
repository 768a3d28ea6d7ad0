// A rounded rectangle, disc, diamond or cross; with a level it is a glass filled from below, or from the left, with a
// border it is one colour round another.
uniform vec4 u_view;
out vec2 v_at;
flat out vec2 v_half;
flat out vec4 v_look;
flat out vec4 v_colour;
flat out vec4 v_level_colour;
flat out float v_lying;
flat out float v_border;

void main() {
  int instance = gl_VertexID >> 2;
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1 & 1));
  vec4 box = floats_of(instance, 0);    // left, top, width, height
  v_look = floats_of(instance, 1);      // corner radius, level 0..1 (below 0: none), kind, body opacity of the level
  uvec4 colours = bits_of(instance, 2);
  v_half = box.zw * 0.5;
  v_at = (corner * 2.0 - 1.0) * (v_half + 1.0);
  v_colour = colour_of(colours.x);
  v_level_colour = colour_of(colours.y);
  v_lying = float(colours.z);
  v_border = uintBitsToFloat(colours.w);
  gl_Position = vec4((box.xy + v_half + v_at) * u_view.xy + u_view.zw, 0.0, 1.0);
}
