// Dear ImGui's triangles: pixels of the page in, clip space out.
layout(location = 0) in vec2 a_position;
layout(location = 1) in vec2 a_uv;
layout(location = 2) in vec4 a_colour;
uniform vec4 u_view;   // scale, then offset
uniform vec2 u_white;  // where the atlas is white and covers all
out vec2 v_uv;         // below 0: plain
out vec4 v_colour;

void main() {
  v_uv = a_uv == u_white ? vec2(-1.0) : a_uv;
  v_colour = vec4(a_colour.rgb * a_colour.a, a_colour.a);
  gl_Position = vec4(a_position * u_view.xy + u_view.zw, 0.0, 1.0);
}
