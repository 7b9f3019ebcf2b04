/**
 * The words and patterns behind the passwords people choose most. The public lists of the top thousands are mostly these
 * with other capitals, digits, years and signs around them, which `password-strength.ts` takes away before it looks here.
 */

/** Words, names, teams, brands: refused alone, doubled, or dressed up with digits and signs. */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort passwd pass motdepasse contrasena senha parola wachtwoord haslo mima mypassword letmein letmeinnow welcome welcometo
  admin administrator administrador root toor user username guest login logon signin default changeme changeit changethis temp temporary test
  testing tester test test1ng demo example sample secret secrets private public master superuser superman supervisor manager support helpdesk
  service agent staff office company business customer server computer laptop internet website windows microsoft google facebook instagram
  twitter youtube yahoo hotmail gmail apple android samsung nokia iphone linux ubuntu oracle cisco adobe github qwerty qwertz azerty qwer
  asdf asdfgh asdfghjkl asdfasdf zxcv zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc qwaszx zaqwsx poiuyt mnbvcxz
  iloveyou iloveu loveyou love lovely lover loveme mylove forever sweet sweetheart sweety honey baby babygirl babyboy angel angels princess prince
  queen king kingdom beautiful sunshine sunflower flower flowers rainbow butterfly dolphin monkey dragon tiger lion eagle falcon phoenix
  wolf panther cheetah jaguar horse pony puppy doggy kitty kitten chicken rabbit hamster turtle spider snake shark whale football soccer
  baseball basketball hockey tennis golf golfer rugby cricket volleyball swimming running fishing hunter hunting racing yankees cowboys
  eagles steelers lakers liverpool chelsea arsenal manchester barcelona realmadrid juventus bayern celtic rangers everton
  michael michelle jennifer jessica jordan daniel david andrew anthony joshua matthew robert thomas william richard charlie charles christian
  christopher nicholas nicole ashley amanda samantha stephanie elizabeth melissa sophie hannah hunter harley taylor tyler austin justin
  brandon steven george patrick jonathan benjamin alexander alexandra maria mariana carlos alejandro fernando roberto antonio andrea
  martin marina natasha svetlana vladimir sergey dmitry mohammed muhammad ahmed fatima zhang wang xiaoming maggie ginger pepper buster
  shadow midnight summer winter spring autumn monday friday sunday january february march april june july august september october
  november december starwars startrek batman spiderman pokemon pikachu naruto sasuke minecraft fortnite matrix mercedes ferrari porsche
  corvette mustang camaro yamaha suzuki honda toyota harrypotter gandalf merlin wizard magic hello hellohello helloworld goodbye
  hola bonjour whatever nothing something anything everything computer cookie cookies chocolate cheese banana orange apple cherry peaches
  strawberry pepper pizza coffee freedom liberty america canada england london paris berlin beijing shanghai newyork california texas
  chicago boston madrid mexico brasil blessed jesus jesuschrist christ heaven godisgood faith trinity church genesis
  killer hacker soldier warrior knight ninja samurai pirate ranger sniper maverick thunder lightning storm trustno trustnoone whoami
  access accessgranted abc abcd abcdef abcdefg abcdefgh aaa aaaa asd qwe zxc xxx fuck fuckyou fuckme asshole bitch biteme pussy sexy
  mother father family friend friends brother sister daddy mommy mama papa money dollar lucky happy smile music guitar drummer metallica
  nirvana slipknot eminem beatles diamond silver golden platinum crystal ruby purple yellow green orange black white blue red
  newpassword oldpassword mypass mypassw0rd passpass passme secure security pa55word p4ssword woaini woaini1314 answerline`
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

/** Rows and columns of keyboards, the alphabet and the digits: a password that walks along one is a pattern. */
export const walks: readonly string[] = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "qazwsxedcrfvtgbyhnujm",
  "!qaz@wsx#edc$rfv",
  "!@#$%^&*()",
  "147258369",
  "789456123",
  "741852963",
];
