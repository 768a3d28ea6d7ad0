// The atlas is white with coverage in alpha; the vertex colour comes premultiplied.
uniform sampler2D u_atlas;
in vec2 v_uv;
in vec4 v_colour;
out vec4 o_colour;

void main() { o_colour = v_colour * texture(u_atlas, v_uv).a; }
